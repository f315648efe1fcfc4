"""Writes the packed model as an ONNX graph that computes in 8-bit integers: token ids of one text in, its unit vector out.

Every matrix product is `DynamicQuantizeMatMul`: weights in int8 with one scale per column, activations in uint8 with one
scale per product, found while running. One text at a time goes through, so that no text's vector depends on what else is
embedded, and nothing is spent on padding; several cores take several texts. Word vectors stay in their 4-bit blocks.

Operators: github.com/onnx/onnx/blob/main/docs/Operators.md and, in the domain `com.microsoft`,
github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from rag.embedding.packed import BLOCK, PackedModel

INPUT, OUTPUT = "ids", "vector"

_CONTRIB = "com.microsoft"
_OPSETS = [helper.make_opsetid("", 20), helper.make_opsetid(_CONTRIB, 1)]  # 20 is the first with Gelu
_IR_VERSION = 10


def write_graph(model: PackedModel, path: Path) -> None:
    """Write the network with mean pooling and normalisation: `ids` (1, tokens) int64 to `vector` (1, hidden) float32."""
    graph = _Graph()
    state = _embeddings(graph, model)
    for layer in range(model.sizes.layers):
        state = _layer(graph, model, f"l{layer}", state)
    mean = graph.node("ReduceMean", [state, graph.value("axis", np.array([1]))], keepdims=0)
    graph.node("LpNormalization", [mean], OUTPUT, axis=-1, p=2)
    ids = helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "tokens"])
    vector = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, model.sizes.hidden])
    proto = helper.make_graph(graph.nodes, "encoder", [ids], [vector], graph.values)
    onnx.save(helper.make_model(proto, opset_imports=_OPSETS, ir_version=_IR_VERSION), path)


class _Graph:
    """Nodes and constants, each node named after its one output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.values: list[onnx.TensorProto] = []

    def value(self, name: str, array: NDArray[Any]) -> str:
        self.values.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, op: str, inputs: list[str], output: str | None = None, domain: str = "", **attributes: Any) -> str:
        output = output or f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def product(self, model: PackedModel, names: list[str], state: str) -> str:
        """`state` times the transposed matrices (joined where they are several), plus their biases."""
        matrix = np.concatenate([model.tensor(f"{name}.w").reshape(-1, _columns(model, name)) for name in names])
        scale = np.abs(matrix).max(axis=1) / 127
        name = names[0]
        inputs = [
            state,
            self.value(f"{name}.w", np.round(matrix / scale[:, None]).astype(np.int8).T),
            self.value(f"{name}.scale", scale.astype(np.float32)),
            "",  # no zero point: the weights lie on both sides of zero alike
            self.value(f"{name}.b", np.concatenate([model.tensor(f"{name}.b") for name in names])),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, domain=_CONTRIB)

    def normalised(self, model: PackedModel, name: str, state: str) -> str:
        inputs = [state, *(self.value(f"{name}.{part}", model.tensor(f"{name}.{part}")) for part in "wb")]
        return self.node("LayerNormalization", inputs, axis=-1, epsilon=model.epsilon)


def _columns(model: PackedModel, name: str) -> int:
    return model.sizes.feed_forward if name.endswith(".fo") else model.sizes.hidden


def _embeddings(graph: _Graph, model: PackedModel) -> str:
    words, positions = _word_vectors(graph, model), model.tensor("emb.pos").reshape(-1, model.sizes.hidden)
    # Every token is of type 0: its vector goes into the positions'.
    table = graph.value("positions", positions + model.tensor("emb.type")[: model.sizes.hidden])
    zero, one, two = (graph.value(f"number {n}", np.array([n])) for n in range(3))
    tokens = graph.node("Slice", [graph.node("Shape", [INPUT]), one, two, zero])
    placed = graph.node("Add", [words, graph.node("Slice", [table, zero, tokens, zero])])
    return graph.normalised(model, "emb.ln", placed)


def _word_vectors(graph: _Graph, model: PackedModel) -> str:
    """The word vectors exactly as the file has them, a scale for each block of 32 values."""
    nibbles, scales = model.blocks("emb.word")
    sizes = model.sizes
    values = nibbles.astype(np.int8) - 8 & 15  # as signed 4-bit numbers
    pairs = (values[:, ::2] | values[:, 1::2] << 4).astype(np.uint8)
    shape = [sizes.vocabulary, sizes.hidden]
    graph.values.append(helper.make_tensor("words", TensorProto.INT4, shape, pairs.tobytes(), raw=True))
    scale = graph.value("words.scale", scales.astype(np.float32).reshape(sizes.vocabulary, -1))
    inputs = ["words", INPUT, scale]
    return graph.node("GatherBlockQuantized", inputs, domain=_CONTRIB, gather_axis=0, quantize_axis=1, block_size=BLOCK)


def _layer(graph: _Graph, model: PackedModel, name: str, state: str) -> str:
    """One layer of BERT, normalised after each addition."""
    parts = [f"{name}.{part}" for part in "qkv"]
    joined = graph.product(model, parts, state)
    width = graph.value(f"{name}.widths", np.full(3, model.sizes.hidden))
    graph.nodes.append(helper.make_node("Split", [joined, width], parts, name=f"{name}.split", axis=-1))
    seen = graph.node("MultiHeadAttention", parts, domain=_CONTRIB, num_heads=model.sizes.heads)
    attended = graph.node("Add", [graph.product(model, [f"{name}.ao"], seen), state])
    state = graph.normalised(model, f"{name}.aln", attended)
    inner = graph.node("Gelu", [graph.product(model, [f"{name}.fi"], state)])
    return graph.normalised(model, f"{name}.oln", graph.node("Add", [graph.product(model, [f"{name}.fo"], inner), state]))
