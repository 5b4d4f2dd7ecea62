"""Three-valued propositional logic over named symbols: expressions, stratified programs, knowledge. Knows no law."""
