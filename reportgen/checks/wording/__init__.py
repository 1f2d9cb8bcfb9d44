"""How the printed text says it: rates and points, verbs and signs, lists, names, repetitions."""
