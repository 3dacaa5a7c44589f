"""The shape of a Nines text, and nothing of its meaning.

`parse` gives the tree of any text: statements made of items and blocks. The tree spells the
text to the last character, and what was wrong with the text is in the report. Which statements
there are, and what they mean, is the next pass.

    tree = parse(source, report)
    for depth, statement in walk(tree):
        first = statement.items[0]          # Token | Group | Matchers
        ...

A token of kind BAD or BADNUMBER was reported already: the next pass steps over a BAD one in
silence, takes a BADNUMBER for any number, and has nothing to say of a statement of BAD tokens
alone. `${more}` between the braces of a selector is a PARAM token among `Matchers.parts`.
"""

from nines.syntax.parser import parse
from nines.syntax.quotes import inside
from nines.syntax.tokens import NUMERALS, Kind, Token
from nines.syntax.tree import Block, Group, Item, Matcher, Matchers, Node, Statement, Tree, leaves, spell, walk
from nines.syntax.trivia import Comment, Trivia, indentation, trivia

__all__ = [
    "NUMERALS",
    "Block",
    "Comment",
    "Group",
    "Item",
    "Kind",
    "Matcher",
    "Matchers",
    "Node",
    "Statement",
    "Token",
    "Tree",
    "Trivia",
    "indentation",
    "inside",
    "leaves",
    "parse",
    "spell",
    "trivia",
    "walk",
]
