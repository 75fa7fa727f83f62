"""The loop that learns: seeded, saved as it goes, and resumed where it stopped."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from sayso.annotate.tagger.relations import AFTER, BEFORE, WIDTH, relations
from sayso.annotate.tagger.windows import windows
from sayso.annotate.tagger.wordpieces import WordPieces
from training.attribution import recipe
from training.attribution.examples import Example, roles_of
from training.attribution.network import Tagger

_MASK = 103  # the number of the piece [MASK]
_ORDINARY = 999  # pieces up to this number are marks and single characters that stand alone
_POSSIBLE = 0.08  # a word that reports less surely than this is no example of what does not report
_RULE_COLUMNS = slice(4, 6)

Variants = Sequence[Example]
"""One document as several pipelines have parsed it."""


def learn(
    tagger: Tagger,
    stage: recipe.Stage,
    corpora: Mapping[str, Sequence[Variants]],
    pieces: WordPieces,
    checkpoint: Path,
    report: Callable[[int, int, float], None],
) -> None:
    """Take the network through one stage; go on from the checkpoint where there is one."""
    run = _Run(tagger, stage, corpora, pieces)
    if checkpoint.exists():
        run.load(checkpoint)
    while run.step < run.total:
        loss = run.advance()
        if run.step % recipe.SAVED_EVERY == 0 or run.step == run.total:
            run.save(checkpoint)
        report(run.step, run.total, loss)
    run.end()


class _Run:
    """One stage on its way."""

    def __init__(
        self,
        tagger: Tagger,
        stage: recipe.Stage,
        corpora: Mapping[str, Sequence[Variants]],
        pieces: WordPieces,
    ) -> None:
        self.tagger, self.stage, self.pieces = tagger, stage, pieces
        self.documents = [
            document
            for name, times in stage.times.items()
            for document in times * list(corpora[name])
        ]
        self.per_epoch = math.ceil(len(self.documents) / recipe.BATCH)
        self.total, self.step = stage.epochs * self.per_epoch, 0
        encoder = list(tagger.encoder.encoder.parameters())
        heads = [*tagger.tokens.parameters(), *tagger.roles.parameters()]
        # The embeddings of word pieces stay as they are: rare words keep their general sense.
        for parameter in tagger.encoder.embeddings.parameters():
            parameter.requires_grad = False
        self.optimizer = torch.optim.AdamW(
            [
                {"params": encoder, "lr": stage.encoder_rate},
                {"params": heads, "lr": stage.head_rate},
            ],
            weight_decay=0.01,
        )
        warm = max(1, self.total // 12)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda s: min((s + 1) / warm, (self.total - s) / max(1, self.total - warm)),
        )
        torch.manual_seed(recipe.SEED)
        self.chance = random.Random(f"{recipe.SEED} {stage.name}")
        self.added: dict[str, Tensor] = {}

    def advance(self) -> float:
        """Learn from one batch and return its loss."""
        self.tagger.train()
        epoch, place = divmod(self.step, self.per_epoch)
        order = list(range(len(self.documents)))
        random.Random(f"{recipe.SEED} {self.stage.name} {epoch}").shuffle(order)
        batch = order[place * recipe.BATCH : (place + 1) * recipe.BATCH]
        examples = [self.chance.choice(self.documents[i]) for i in batch]
        losses = [self._loss(example, epoch) for example in examples if example.gold]
        value = 0.0
        if losses:
            loss = torch.stack(losses).mean()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.tagger.parameters(), recipe.CLIPPED)
            self.optimizer.step()
            self.optimizer.zero_grad()
            value = float(loss.detach())
        self.schedule.step()
        self.step += 1
        if self.stage.averaged and self.step % self.per_epoch == 0:
            for name, weights in self.tagger.state_dict().items():
                known = self.added.get(name)
                self.added[name] = weights.clone() if known is None else known + weights
        return value

    def end(self) -> None:
        """Give the network the mean of the weights at the ends of epochs, if the stage wants it."""
        if self.stage.averaged:
            self.tagger.load_state_dict(
                {
                    name: total / self.stage.epochs if total.is_floating_point() else total
                    for name, total in self.added.items()
                }
            )

    def _loss(self, example: Example, epoch: int) -> Tensor:
        """Return the loss of a document: of the cues, of the roles around them, of the whole."""
        tokens, reports = self.tagger.tokens(self._encoded(example), self._features(example))
        gold = sorted(example.gold)
        is_cue = torch.zeros(len(example.words))
        is_cue[gold] = 1
        loss_of_cues = nn.functional.binary_cross_entropy_with_logits(
            reports, is_cue, reduction="sum"
        ) / len(gold)
        cues = gold + self._misleading(example, reports, epoch)
        found = [relations(example.table, cue) for cue in cues]
        related = torch.from_numpy(np.stack([related for related, _ in found]))
        there = torch.from_numpy(np.stack([present for _, present in found]))
        if self.chance.random() < 2 * recipe.HIDDEN_FEATURES:
            related[:, :, _RULE_COLUMNS] = 0
        around = torch.tensor(cues).unsqueeze(1) + torch.arange(-BEFORE, AFTER + 1)
        places = around.clamp(0, len(example.words) - 1)
        roles, valid = self.tagger.roles(tokens, torch.tensor(cues), places, there, related)
        wanted = torch.from_numpy(
            np.stack([roles_of(example.gold[cue], cue, BEFORE, WIDTH) for cue in gold])
        )
        loss_of_roles = nn.functional.cross_entropy(
            roles[: len(gold)].flatten(0, 1), wanted.flatten(), reduction="none"
        )
        loss_of_roles = (loss_of_roles * there[: len(gold)].flatten()).sum() / len(gold) / 10
        is_valid = torch.zeros(len(cues))
        is_valid[: len(gold)] = 1
        loss_of_whole = nn.functional.binary_cross_entropy_with_logits(valid, is_valid)
        return loss_of_cues + loss_of_roles + 2 * loss_of_whole

    def _encoded(self, example: Example) -> Tensor:
        ids, filled, where = (torch.from_numpy(a) for a in windows(self.pieces, example.words))
        hidden = (torch.rand(ids.shape) < recipe.HIDDEN_WORDS) & (ids > _ORDINARY)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.tagger.encode(ids.masked_fill(hidden, _MASK), filled, where)

    def _features(self, example: Example) -> Tensor:
        features = torch.from_numpy(example.table.features.copy())
        hidden = torch.rand(features.shape) < recipe.HIDDEN_FEATURES
        hidden |= torch.rand(features.shape[1]) < recipe.HIDDEN_FEATURES
        return features.masked_fill(hidden, 0)

    def _misleading(self, example: Example, reports: Tensor, epoch: int) -> list[int]:
        """Return words that look like cues and are none, about as many as there are cues."""
        gold = example.gold
        shares = torch.sigmoid(reports.detach()).numpy()
        likely = np.argsort(-shares, kind="stable")[: 4 * len(gold) + 8]
        found = [int(i) for i in likely if shares[i] > _POSSIBLE and int(i) not in gold]
        if self.stage.fresh and epoch == 0:
            found += [i for i in example.table.drafts if i not in gold and i not in found]
        return found[: len(gold) + 6]

    def save(self, path: Path) -> None:
        """Write all that is needed to go on."""
        state = {
            "tagger": self.tagger.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "added": self.added,
            "step": self.step,
            "chance": self.chance.getstate(),
            "torch": torch.get_rng_state(),
        }
        unfinished = path.with_suffix(".part")
        torch.save(state, unfinished)
        unfinished.replace(path)

    def load(self, path: Path) -> None:
        """Go on from what `save` has written."""
        state = torch.load(path, weights_only=False)
        self.tagger.load_state_dict(state["tagger"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.added = state["added"]
        self.step = state["step"]
        self.chance.setstate(state["chance"])
        torch.set_rng_state(state["torch"])
