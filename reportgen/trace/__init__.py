"""Trace: from a fact to its origin and to every place that prints it.

In: the dataset, the document, its pages. Out: what qualifies a fact, in words (`about`), and where
it is printed (`places`): section, block, source, page. Shells only show it.
"""
