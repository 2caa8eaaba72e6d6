"""The pages as readers see them: an archive of the seed reports really served, pictures of it, and Lighthouse's word."""
