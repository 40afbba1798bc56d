"""Acts that the commission must decide: moved by a member, voted by each, recorded, performed."""
