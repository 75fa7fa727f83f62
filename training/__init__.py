"""How the weights that Sayso ships were learned: one folder a model, each run with one command."""
