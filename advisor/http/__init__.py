"""What every request passes: response cache, headers, errors, rate limit, request log."""
