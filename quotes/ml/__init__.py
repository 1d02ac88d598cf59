"""The one door to the learned networks: texts in, vectors, odds and judgements out.

What others call: `vectors.encode`, `vectors.word_states`, `reranker.log_odds`,
`judge.Judge`, `trees.load_forest`, and `threads.limit_threads`. Torch is imported when a network
is first used (`networks.py` needs it), never before.
"""
