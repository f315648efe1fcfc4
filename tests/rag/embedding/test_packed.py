import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.embedding.packed import PackedModel, Tensor, read_packed
from rag.embedding.weights import _packed_file
from rag.errors import EncoderError


@pytest.fixture(scope="module")
def model() -> PackedModel:
    return read_packed(_packed_file())


def test_sizes_pieces_and_scores_are_those_of_multilingual_e5_small(model: PackedModel) -> None:
    sizes = model.sizes
    assert (sizes.hidden, sizes.layers, sizes.heads, sizes.feed_forward) == (384, 12, 12, 1536)
    assert (sizes.vocabulary, sizes.positions, sizes.token_types) == (250_037, 512, 2)
    assert (model.bos, model.pad, model.eos, model.unk) == (0, 1, 2, 3)
    assert len(model.pieces) == len(model.scores) == 250_002
    assert model.pieces[:5] == ["<s>", "<pad>", "</s>", "<unk>", ","]
    assert model.char_map["\u00a0"] == " "
    assert len(model.tensors) == 5 + 12 * 16


def test_tensors_have_as_many_values_as_they_say(model: PackedModel) -> None:
    for name in ("emb.pos", "l0.q.w", "l11.fo.w", "l11.oln.b"):
        assert model.tensor(name).shape == (model.tensors[name].elements,)


@given(scale=st.floats(-2, 2, width=16), nibbles=st.binary(min_size=16, max_size=16), blocks=st.integers(1, 3))
def test_a_block_is_sixteen_low_nibbles_then_sixteen_high_ones(scale: float, nibbles: bytes, blocks: int) -> None:
    data = np.frombuffer((struct.pack("<e", scale) + nibbles) * blocks, np.uint8)
    entry = Tensor(quantised=True, elements=32 * blocks, offset=0, size=18 * blocks)
    empty = PackedModel.__new__(PackedModel)
    object.__setattr__(empty, "tensors", {"w": entry})
    object.__setattr__(empty, "data", data)
    expected = [(byte & 15) - 8 for byte in nibbles] + [(byte >> 4) - 8 for byte in nibbles]
    assert empty.tensor("w").tolist() == [value * scale for value in expected] * blocks


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(EncoderError, match=r"weights\.bin.* is not an E5S1 file"):
        read_packed(path)
