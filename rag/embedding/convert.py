"""Writes the packed model as an ordinary sentence-transformers folder, in the form that version 6.2 saves itself."""

import base64
import json
import math
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from rag.embedding.charsmap import precompile
from rag.embedding.graph import write_graph
from rag.embedding.packed import PackedModel
from rag.embedding.quantised import GRAPH, MAX_TOKENS

# Names in the packed file and in `transformers`' BertModel.
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def write_folder(model: PackedModel, folder: Path, *, name: str, prompts: Mapping[str, str]) -> None:
    """Fill the empty `folder`; `name` goes into its config, `prompts` are those of `encode_query` and `encode_document`."""
    _write_weights(model, folder / "model.safetensors")
    (folder / GRAPH).parent.mkdir()
    write_graph(model, folder / GRAPH)
    _write(folder / "config.json", _config(model, name), indent=2)
    _write(folder / "tokenizer.json", _tokenizer(model))
    _write(folder / "tokenizer_config.json", _tokenizer_config(model), indent=2)
    _write(folder / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False}, indent=2)
    _write(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "prompts": dict(prompts),
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        indent=2,
    )
    modules = {
        "": "sentence_transformers.base.modules.transformer.Transformer",
        "1_Pooling": "sentence_transformers.sentence_transformer.modules.pooling.Pooling",
        "2_Normalize": "sentence_transformers.base.modules.normalize.Normalize",
    }
    _write(
        folder / "modules.json",
        [{"idx": n, "name": str(n), "path": path, "type": kind} for n, (path, kind) in enumerate(modules.items())],
        indent=2,
    )
    pooling = {"embedding_dimension": model.sizes.hidden, "pooling_mode": "mean", "include_prompt": True}
    _write(folder / "1_Pooling" / "config.json", pooling, indent=2)
    _write(
        folder / "2_Normalize" / "config.json",
        {"module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding"},
        indent=2,
    )


def _write(path: Path, content: object, *, indent: int | None = None) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")


def _write_weights(model: PackedModel, path: Path) -> None:
    """Write the safetensors format (u64 length of a JSON header, the header, the data), one tensor in memory at a time.

    float32, though float16 would take half the disk: a loader maps the file as it is, which measured 1.2 seconds and
    600 MB less per process than converting.
    """
    shapes = _shapes(model)
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, (_, shape) in shapes.items():
        start, end = end, end + 4 * math.prod(shape)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [start, end]}
    encoded = json.dumps(header, separators=(",", ":")).encode()
    encoded += b" " * (-len(encoded) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(encoded)) + encoded)
        for packed, shape in shapes.values():
            values = model.tensor(packed) if packed else np.zeros(shape, np.float32)
            file.write(values.astype("<f4", copy=False).data)


def _shapes(model: PackedModel) -> dict[str, tuple[str | None, list[int]]]:
    """Per tensor of BertModel: its name in the packed file (None: zeros) and its shape."""
    sizes = model.sizes
    names = dict(_EMBEDDINGS)
    for layer in range(sizes.layers):
        for short, long in _LAYER.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    shapes: dict[str, tuple[str | None, list[int]]] = {}
    for packed, name in names.items():
        elements = model.tensors[packed].elements
        columns = sizes.feed_forward if packed.endswith(".fo.w") else sizes.hidden
        matrix = name.endswith(".weight") and "LayerNorm" not in name
        shapes[name] = (packed, [elements // columns, columns] if matrix else [elements])
    # Mean pooling does not use BERT's pooler, but a loader that finds no weights for it makes them up and warns.
    shapes["pooler.dense.weight"] = (None, [sizes.hidden, sizes.hidden])
    shapes["pooler.dense.bias"] = (None, [sizes.hidden])
    return shapes


def _config(model: PackedModel, name: str) -> dict[str, Any]:
    sizes = model.sizes
    return {
        "_name_or_path": name,
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_act": "gelu",
        "hidden_size": sizes.hidden,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.feed_forward,
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.token_types,
        "layer_norm_eps": float(f"{model.epsilon:.3g}"),
        "attention_probs_dropout_prob": 0.1,
        "hidden_dropout_prob": 0.1,
        "initializer_range": 0.02,
        "pad_token_id": 0,
    }


def _tokenizer_config(model: PackedModel) -> dict[str, Any]:
    bos, eos, pad, unk = (model.pieces[n] for n in (model.bos, model.eos, model.pad, model.unk))
    return {
        # The class that takes tokenizer.json as it is; XLMRobertaTokenizer would rebuild the normalisation.
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": MAX_TOKENS,
        "bos_token": bos,
        "cls_token": bos,
        "eos_token": eos,
        "sep_token": eos,
        "pad_token": pad,
        "unk_token": unk,
        "mask_token": "<mask>",
    }


def _tokenizer(model: PackedModel) -> dict[str, Any]:
    """`tokenizer.json` with the ids, scores and normalisation of the one published with multilingual-e5-small."""
    bos, eos = model.pieces[model.bos], model.pieces[model.eos]
    special = sorted({model.bos, model.eos, model.pad, model.unk, model.pieces.index("<mask>")})
    space = {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True}

    def template(*parts: str) -> list[dict[str, Any]]:
        return [{"Sequence" if part in "AB" else "SpecialToken": {"id": part, "type_id": 0}} for part in parts]

    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": n,
                "content": model.pieces[n],
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for n in special
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(precompile(model.char_map)).decode()},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": space,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": template(bos, "A", eos),
            "pair": template(bos, "A", eos, eos, "B", eos),
            "special_tokens": {
                model.pieces[n]: {"id": model.pieces[n], "ids": [n], "tokens": [model.pieces[n]]}
                for n in (model.bos, model.eos)
            },
        },
        "decoder": space,
        "model": {
            "type": "Unigram",
            "unk_id": model.unk,
            "vocab": [[piece, _score(score)] for piece, score in zip(model.pieces, model.scores, strict=True)],
        },
    }


def _score(score: np.float32) -> float:
    """The score as the published file has it: the last digit can decide between two ways to cut a word.

    Its writer read decimals as an integer divided by a power of ten, which is off by one unit for many of them.
    """
    decimal = re.fullmatch(r"(-?)(\d+)\.(\d+)", repr(float(score)))
    if not decimal:
        return float(score)
    sign, whole, fraction = decimal.groups()
    value = float(int(whole + fraction)) / 10.0 ** len(fraction)
    return -value if sign else value
