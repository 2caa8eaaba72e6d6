"""What is offered while typing, over the seeds as the index worker wrote them."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from archive.corrections import withdraw_article
from archive.models import Article, IndexJob, Metric, PlaceMention, Program, ProgramMention, Review
from archive.models.article import ArticleState
from archive.outbox import announce
from search.index.builds import index_root
from search.index.named import NameKind
from search.suggesting.near import Why, find_near
from search.suggesting.suggest import Suggestion, suggest
from search.upkeep.worker import IndexWorker
