"""The network: an encoder of word pieces, a layer over tokens, and a head for each cue."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

from sayso.annotate.tagger import relations, table

TOKEN, ROLE = 192, 96  # widths of the layers over tokens and around cues


class Tokens(nn.Module):
    """Tokens from word pieces and from the table of the parse, and which of them report."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.project = nn.Linear(width, TOKEN)
        self.features = nn.ModuleList(nn.Embedding(n, TOKEN) for n in table.sizes())
        for embedding in self.features:
            nn.init.normal_(embedding.weight, std=0.05)
        self.norm = nn.LayerNorm(TOKEN)
        self.near = nn.Conv1d(TOKEN, TOKEN, 3, padding=1)
        self.norm2 = nn.LayerNorm(TOKEN)
        self.drop = nn.Dropout(dropout)
        self.reports = nn.Linear(TOKEN, 1)

    def forward(self, pieces: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Take (tokens, width) and (tokens, columns), return (tokens, TOKEN) and (tokens,)."""
        x = self.project(pieces)
        for column, embedding in enumerate(self.features):
            x = x + embedding(features[:, column])
        x = self.drop(nn.functional.gelu(self.norm(x)))
        near = self.near(x.t().unsqueeze(0)).squeeze(0).t()
        x = self.norm2(x + self.drop(nn.functional.gelu(near)))
        return x, self.reports(x).squeeze(-1)


class Block(nn.Module):
    """A residual convolution over the places around a cue."""

    def __init__(self, reach: int, dropout: float) -> None:
        super().__init__()
        self.conv = nn.Conv1d(ROLE, ROLE, 5, padding=2 * reach, dilation=reach)
        self.norm = nn.LayerNorm(ROLE)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Keep the shape (cues, places, ROLE)."""
        y = self.conv(x.transpose(1, 2)).transpose(1, 2)
        return self.norm(x + self.drop(nn.functional.gelu(y)))


class Roles(nn.Module):
    """The role of each token around a cue, and whether the cue reports at all."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.here = nn.Linear(TOKEN, ROLE)
        self.cue = nn.Linear(TOKEN, ROLE)
        self.gate = nn.Linear(TOKEN, ROLE)
        self.relations = nn.ModuleList(nn.Embedding(n, ROLE) for n in relations.SIZES)
        for embedding in self.relations:
            nn.init.normal_(embedding.weight, std=0.05)
        self.norm = nn.LayerNorm(ROLE)
        self.blocks = nn.ModuleList(Block(reach, dropout) for reach in (1, 2, 4))
        self.drop = nn.Dropout(dropout)
        self.roles = nn.Linear(ROLE, 4)
        self.valid = nn.Sequential(nn.Linear(4 * ROLE + TOKEN, ROLE), nn.GELU(), nn.Linear(ROLE, 1))

    def forward(
        self, tokens: Tensor, cues: Tensor, places: Tensor, there: Tensor, related: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the scores of the roles (cues, places, 4) and of the attributions (cues,).

        `cues` are positions of tokens, `places` (cues, places) the positions around them, `there`
        which of those hold a token, `related` (cues, places, relations) numbers.
        """
        around, cue = self.here(tokens), tokens[cues]
        x = around[places] * (1 + torch.tanh(self.gate(cue))).unsqueeze(1)
        x = x + self.cue(cue).unsqueeze(1)
        for column, embedding in enumerate(self.relations):
            x = x + embedding(related[..., column])
        present = there.unsqueeze(-1)
        x = self.drop(nn.functional.gelu(self.norm(x))) * present
        for block in self.blocks:
            x = block(x) * present
        roles = self.roles(x)
        weights = torch.softmax(roles, -1) * present
        pooled = torch.einsum("cpr,cpd->crd", weights, x) / (weights.sum(1).unsqueeze(-1) + 1)
        seen = torch.cat([pooled.flatten(1), cue], -1)
        return roles, self.valid(seen).squeeze(-1)


class Tagger(nn.Module):
    """All of it."""

    def __init__(self, encoder: str, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            encoder,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            # Dropout in here takes a third of the time on a CPU; words are masked instead.
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.tokens = Tokens(self.encoder.config.hidden_size, dropout)
        self.roles = Roles(dropout)

    def encode(self, ids: Tensor, filled: Tensor, where: Tensor) -> Tensor:
        """Return a vector for each token, from its first word piece."""
        hidden = self.encoder(ids, attention_mask=filled.long()).last_hidden_state
        return hidden.reshape(-1, hidden.shape[-1])[where].float()
