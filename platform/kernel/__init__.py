"""The shared vocabulary of the house: refusals, events, actors, time and tenancy. No models."""
