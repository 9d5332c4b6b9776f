"""The GraphQL endpoint as a production server has it, straight on ASGI: nothing stands between a request and its plan.

In reading order: `requests` (what is asked), `trusted` (documents that are known beforehand), `packed` (compressed forms), `endpoint` (from
the one to the other), `cors` (other origins), `metrics` and `logs` (what is told of it), `protocol` (time-outs below HTTP).
"""
