"""The keys of answers, in order. Not among them are those that open the panel (`a`) and take back (`z`, `y`)."""

ANSWER_KEYS = "123456789bcdefghijklmopqrstuvwx"
