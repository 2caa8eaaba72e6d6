"""From text to article drafts."""
