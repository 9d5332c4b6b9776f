"""What has hurt GraphQL servers, replayed against ours: `payloads` are data, `test_attacks` gives them meaning."""
