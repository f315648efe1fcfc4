"""A cross-encoder of the user's own: a real one, as small as can be, with weights by chance."""

from pathlib import Path

import pytest

from rag.errors import EncoderError
from rag.library.library import Library
from rag.search import cross_encoder
from rag.search.search import search

QUERY = "treinen met vertraging"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cross-encoder, named in the environment."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast, set_seed

    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        *"abcdefghijklmnopqrstuvwxyz",
        *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
    ]
    tokenizer = Tokenizer(models.WordPiece({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    set_seed(3)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=512,
    ).save_pretrained(tmp_path)
    monkeypatch.setenv("HEMICYCLE_RERANKER", str(tmp_path))
    cross_encoder._model.cache_clear()
    return tmp_path


def test_the_first_records_come_in_the_order_of_the_model_and_the_rest_as_before(
    sample: Library, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sentence_transformers import CrossEncoder

    monkeypatch.setattr(cross_encoder, "READ", 3)
    read: dict[str, float] = {}
    own = CrossEncoder(str(model))

    def watched(_model: object, query: str, passages: list[str]) -> list[float]:
        scores = [float(score) for score in own.predict([(query, passage) for passage in passages])]
        read.update(zip(passages, scores, strict=True))
        return scores

    monkeypatch.setattr(cross_encoder, "read", watched)
    hits = search(sample, QUERY).hits
    scores = [max(score for passage, score in read.items() if passage.endswith(hit.text)) for hit in hits[:3]]
    assert len(read) == 3
    assert scores == sorted(scores, reverse=True)
    monkeypatch.undo()
    late = [hit.record for hit in search(sample, QUERY).hits]
    assert sorted(late[:3]) == sorted(hit.record for hit in hits[:3])
    assert late[3:] == [hit.record for hit in hits[3:]]


def test_the_environment_names_the_model(sample: Library, model: Path) -> None:
    with_it = [(hit.record, hit.score) for hit in search(sample, QUERY).hits]
    without = [(hit.record, hit.score) for hit in search(sample, QUERY, rerank=False).hits]
    assert with_it != without
    assert with_it == [(hit.record, hit.score) for hit in search(sample, QUERY).hits]


def test_a_model_that_is_not_there_is_one_clear_error(sample: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEMICYCLE_RERANKER", "no/such-model")
    cross_encoder._model.cache_clear()
    with pytest.raises(EncoderError, match=r"no/such-model.*HEMICYCLE_RERANKER"):
        search(sample, QUERY)
