"""Writes the packed model as an ONNX graph that computes in 8-bit integers: token ids of one text in, its unit vector out.

A matrix product is `DynamicQuantizeMatMul`: weights in int8 with one scale per column, activations in uint8 with one scale
for all, found while running. The marks at the two ends of a text carry values up to ten times those of its words, and with
them in one scale the words would lose three bits; so the ends go through products of their own, `MatMulNBits`, which has a
scale for every 32 values and takes the weights in their original 4-bit blocks. That leaves a tenth of the error, and costs
nothing that can be measured. Word vectors stay in 4-bit blocks too.

One text at a time goes through, so that no text's vector depends on what else is embedded, and nothing is spent on padding;
several cores take several texts.

Operators: github.com/onnx/onnx/blob/main/docs/Operators.md and, in the domain `com.microsoft`,
github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from rag.embedding.packed import BLOCK, PackedModel

INPUT, OUTPUT, STATES = "ids", "vector", "states"

_CONTRIB = "com.microsoft"
_OPSETS = [helper.make_opsetid("", 20), helper.make_opsetid(_CONTRIB, 1)]  # 20 is the first with Gelu
_IR_VERSION = 10
_INT8_ACTIVATIONS = 4  # a level of accuracy of MatMulNBits
_ALL = 1 << 40  # the end of a slice, wherever that is


def write_graph(model: PackedModel, path: Path) -> None:
    """Write the network: `ids` (1, tokens) int64 to `vector` (1, hidden) float32, by mean pooling and normalisation, and to
    `states` (1, tokens - 2, hidden) float32 of all tokens but the first and the last."""
    graph = _Graph()
    state = _embeddings(graph, model)
    for layer in range(model.sizes.layers):
        state = _layer(graph, model, f"l{layer}", state)
    mean = graph.node("ReduceMean", [state, graph.value("axis", np.array([1]))], keepdims=0)
    graph.node("LpNormalization", [mean], OUTPUT, axis=-1, p=2)
    _, words = graph.ends_apart(state)
    graph.node("Identity", [words], STATES)
    ids = helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "tokens"])
    vector = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, model.sizes.hidden])
    states = helper.make_tensor_value_info(STATES, TensorProto.FLOAT, [1, "words", model.sizes.hidden])
    proto = helper.make_graph(graph.nodes, "encoder", [ids], [vector, states], list(graph.values.values()))
    onnx.save(helper.make_model(proto, opset_imports=_OPSETS, ir_version=_IR_VERSION), path)


class _Graph:
    """Nodes and constants, each node named after its one output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.values: dict[str, onnx.TensorProto] = {}

    def value(self, name: str, array: NDArray[Any]) -> str:
        """A constant; one that is there already is not written again."""
        if name not in self.values:
            self.values[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def node(self, op: str, inputs: list[str], output: str = "", domain: str = "", **attributes: Any) -> str:
        output = output or f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def product(self, model: PackedModel, names: list[str], state: str) -> str:
        """`state` times the transposed matrices (joined where they are several) in int8, plus their biases."""
        matrix = np.concatenate([model.tensor(f"{name}.w").reshape(-1, _columns(model, name)) for name in names])
        scale = np.abs(matrix).max(axis=1) / 127
        inputs = [
            state,
            self.value(f"{names[0]}.int8", np.round(matrix / scale[:, None]).astype(np.int8).T),
            self.value(f"{names[0]}.scale", scale.astype(np.float32)),
            "",  # no zero point: the weights lie on both sides of zero alike
            self._bias(model, names),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, domain=_CONTRIB)

    def fine_product(self, model: PackedModel, names: list[str], state: str) -> str:
        """The same with the matrices in their 4-bit blocks and activations in int8, a scale for each 32 of both."""
        blocks = [model.blocks(f"{name}.w") for name in names]
        nibbles, scales = (np.concatenate(pieces) for pieces in zip(*blocks, strict=True))
        columns = _columns(model, names[0])
        rows = nibbles.size // columns
        inputs = [
            state,
            self.value(f"{names[0]}.int4", _pairs(nibbles).reshape(rows, columns // BLOCK, BLOCK // 2)),
            self.value(f"{names[0]}.scales", scales.astype(np.float32)),
            "",
            "",
            self._bias(model, names),
        ]
        return self.node(
            "MatMulNBits",
            inputs,
            domain=_CONTRIB,
            K=columns,
            N=rows,
            bits=4,
            block_size=BLOCK,
            accuracy_level=_INT8_ACTIVATIONS,
        )

    def _bias(self, model: PackedModel, names: list[str]) -> str:
        return self.value(f"{names[0]}.b", np.concatenate([model.tensor(f"{name}.b") for name in names]))

    def ends_apart(self, state: str) -> tuple[str, str]:
        """The first two rows, which are the ends of the text, and the rows of its words."""
        return (
            self.node("Slice", [state, self.number(0), self.number(2), self.number(1)]),
            self.node("Slice", [state, self.number(2), self.number(_ALL), self.number(1)]),
        )

    def number(self, n: int) -> str:
        return self.value(f"number {n}", np.array([n]))

    def normalised(self, model: PackedModel, name: str, state: str) -> str:
        inputs = [state, *(self.value(f"{name}.{part}", model.tensor(f"{name}.{part}")) for part in "wb")]
        return self.node("LayerNormalization", inputs, axis=-1, epsilon=model.epsilon)


def _columns(model: PackedModel, name: str) -> int:
    return model.sizes.feed_forward if name.endswith(".fo") else model.sizes.hidden


def _pairs(nibbles: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two 4-bit values to a byte, the first in its lower half."""
    return (nibbles[:, ::2] | nibbles[:, 1::2] << 4).astype(np.uint8)


def _embeddings(graph: _Graph, model: PackedModel) -> str:
    words, positions = _word_vectors(graph, model), model.tensor("emb.pos").reshape(-1, model.sizes.hidden)
    # Every token is of type 0: its vector goes into the positions'.
    table = graph.value("positions", positions + model.tensor("emb.type")[: model.sizes.hidden])
    zero, one, two, last = (graph.number(n) for n in (0, 1, 2, -1))
    tokens = graph.node("Slice", [graph.node("Shape", [INPUT]), one, two, zero])
    placed = graph.node("Add", [words, graph.node("Slice", [table, zero, tokens, zero])])
    # From here on the order of rows means nothing: the last goes first, beside the other end of the text.
    end = graph.node("Slice", [placed, last, graph.number(_ALL), one])
    turned = graph.node("Concat", [end, graph.node("Slice", [placed, zero, last, one])], axis=1)
    return graph.normalised(model, "emb.ln", turned)


def _word_vectors(graph: _Graph, model: PackedModel) -> str:
    """The word vectors exactly as the file has them, a scale for each block of 32 values."""
    nibbles, scales = model.blocks("emb.word")
    sizes = model.sizes
    pairs = _pairs((nibbles - 8 & 15).astype(np.uint8))  # as signed 4-bit numbers
    shape = [sizes.vocabulary, sizes.hidden]
    graph.values["words"] = helper.make_tensor("words", TensorProto.INT4, shape, pairs.tobytes(), raw=True)
    scale = graph.value("words.scale", scales.astype(np.float32).reshape(sizes.vocabulary, -1))
    inputs = ["words", INPUT, scale]
    return graph.node("GatherBlockQuantized", inputs, domain=_CONTRIB, gather_axis=0, quantize_axis=1, block_size=BLOCK)


def _layer(graph: _Graph, model: PackedModel, name: str, state: str) -> str:
    """One layer of BERT, normalised after each addition."""
    parts = [f"{name}.{part}" for part in "qkv"]
    ends, words = graph.ends_apart(state)
    joined = graph.node("Concat", [graph.fine_product(model, parts, ends), graph.product(model, parts, words)], axis=1)
    width = graph.value("widths", np.full(3, model.sizes.hidden))
    graph.nodes.append(helper.make_node("Split", [joined, width], parts, name=f"{name}.split", axis=-1))
    seen = graph.node("MultiHeadAttention", parts, domain=_CONTRIB, num_heads=model.sizes.heads)
    attended = graph.node("Add", [graph.product(model, [f"{name}.ao"], seen), state])
    state = graph.normalised(model, f"{name}.aln", attended)

    def fed_forward(product: Callable[[PackedModel, list[str], str], str], rows: str) -> str:
        return product(model, [f"{name}.fo"], graph.node("Gelu", [product(model, [f"{name}.fi"], rows)]))

    ends, words = graph.ends_apart(state)
    fed = graph.node("Concat", [fed_forward(graph.fine_product, ends), fed_forward(graph.product, words)], axis=1)
    return graph.normalised(model, f"{name}.oln", graph.node("Add", [fed, state]))
