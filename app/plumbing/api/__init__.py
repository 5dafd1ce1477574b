"""The reading half of ``/api/v1``: one mechanism, and resources that the chapters declare in their ``api.py``.

resource    a collection as programs see it: its fields, its key in addresses, who may see which rows
shown       one field: the table's columns it stands for, its JSON schema, and how it is filtered
part        fields that stand in other tables: words in several languages, lists of codes, where a value is from
asked       what an address asks for, read and checked
bearer      whoever a token speaks for
"""
