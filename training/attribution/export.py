"""From trained weights to what is shipped: two ONNX graphs, the encoder's in eight bits."""

from __future__ import annotations

import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.annotate.tagger import relations, table
from training.attribution.network import TOKEN, Tagger

_OPSET = 17


class _Encoder(nn.Module):
    """From word pieces and the table to a vector a token and the scores of cues."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(
        self, ids: Tensor, filled: Tensor, where: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor]:
        tokens, reports = self.tagger.tokens(self.tagger.encode(ids, filled, where), features)
        return tokens, reports


def export(tagger: Tagger, folder: Path) -> None:
    """Write `encoder.onnx` and `roles.onnx` into the folder."""
    tagger.eval()
    folder.mkdir(parents=True, exist_ok=True)
    plain = folder / "encoder.fp32.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _write_encoder(tagger, plain)
        _write_roles(tagger, folder / "roles.onnx")
    quantize_dynamic(
        plain,
        folder / "encoder.onnx",
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )
    plain.unlink()
    for name in ("encoder.onnx", "roles.onnx"):
        onnx.checker.check_model(str(folder / name))


def _write_encoder(tagger: Tagger, path: Path) -> None:
    torch.onnx.export(
        _Encoder(tagger),
        (
            torch.randint(1000, 2000, (2, 12)),
            torch.ones(2, 12, dtype=torch.bool),
            torch.arange(5),
            torch.zeros(5, len(table.COLUMNS), dtype=torch.long),
        ),
        str(path),
        input_names=["ids", "filled", "where", "features"],
        output_names=["tokens", "reports"],
        dynamic_axes={
            "ids": {0: "windows", 1: "pieces"},
            "filled": {0: "windows", 1: "pieces"},
            **{name: {0: "words"} for name in ("where", "features", "tokens", "reports")},
        },
        opset_version=_OPSET,
        dynamo=False,
    )


def _write_roles(tagger: Tagger, path: Path) -> None:
    around = (3, relations.WIDTH)
    torch.onnx.export(
        tagger.roles,
        (
            torch.zeros(5, TOKEN),
            torch.arange(3),
            torch.zeros(around, dtype=torch.long),
            torch.ones(around, dtype=torch.bool),
            torch.zeros(*around, len(relations.RELATIONS), dtype=torch.long),
        ),
        str(path),
        input_names=["tokens", "cues", "places", "there", "related"],
        output_names=["roles", "valid"],
        dynamic_axes={
            "tokens": {0: "words"},
            **{name: {0: "cues"} for name in ("cues", "places", "there", "related")},
            "roles": {0: "cues"},
            "valid": {0: "cues"},
        },
        opset_version=_OPSET,
        dynamo=False,
    )
