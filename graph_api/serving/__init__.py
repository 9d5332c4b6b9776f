"""The GraphQL endpoint as a production server has it: nothing stands between a request and its plan.

In reading order: `requests` (what is asked), `trusted` (documents that are known beforehand), `packed` (compressed forms), `cors` (other
origins), `replies` (what is answered), `endpoint` (from the one to the other), `metrics`, `logs` and `traces` (what is told of it), `protocol`
(below ASGI: time-outs, and small posts answered where they arrive).
"""
