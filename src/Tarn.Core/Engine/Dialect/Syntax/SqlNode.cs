using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Syntax;

/// <summary>
/// A piece of a statement. Only what the dialects differ in has a node of its own; all else is tokens one after
/// another, so that whatever the engine understands passes through as it was written.
/// </summary>
/// <param name="Start">Offset in characters from 0 of its first token.</param>
/// <param name="End">Offset after its last token.</param>
internal abstract record SqlNode(int Start, int End)
{
    /// <summary>One token.</summary>
    public sealed record Leaf(SqlToken Token) : SqlNode(Token.Start, Token.End);

    /// <summary>A name with its qualifiers, such as <c>t.c</c> or <c>t.*</c>.</summary>
    public sealed record Name(IReadOnlyList<SqlToken> Tokens) : SqlNode(Tokens[0].Start, Tokens[^1].End);

    /// <summary>Nodes one after another.</summary>
    public sealed record Run(IReadOnlyList<SqlNode> Nodes, int Start, int End) : SqlNode(Start, End)
    {
        public bool IsEmpty => Nodes.Count == 0;
    }

    /// <summary>
    /// Parentheses, square brackets or braces, with runs that commas divide; none when there is nothing.
    /// </summary>
    public sealed record Bracketed(char Open, IReadOnlyList<Run> Items, int Start, int End) : SqlNode(Start, End);

    /// <summary>A call with what belongs to it: <c>FILTER (…)</c>, <c>OVER (…)</c>, <c>IGNORE NULLS</c>.</summary>
    /// <param name="Function">The name, in lower case; with qualifiers as written.</param>
    public sealed record Call(string Function, SqlNode Callee, Bracketed Brackets, IReadOnlyList<SqlNode> Suffix)
        : SqlNode(Callee.Start, Suffix.Count > 0 ? Suffix[^1].End : Brackets.End)
    {
        public IReadOnlyList<Run> Arguments => Brackets.Items;
    }

    /// <summary>A literal that begins with its type: <c>DATE '2024-01-31'</c>, <c>X'0aff'</c>.</summary>
    /// <param name="Type">In upper case.</param>
    public sealed record TypedText(string Type, SqlToken Word, SqlToken Text) : SqlNode(Word.Start, Text.End);

    /// <summary><c>?</c> or <c>:name</c>; the engine's own <c>$name</c> is a leaf.</summary>
    /// <param name="Token">The name, or the question mark.</param>
    public sealed record Parameter(SqlToken Token, int Start) : SqlNode(Start, Token.End);

    /// <summary><c>INTERVAL '1' DAY</c>, or <c>DAY TO SECOND</c> behind the text.</summary>
    public sealed record Interval(IReadOnlyList<SqlToken> Tokens) : SqlNode(Tokens[0].Start, Tokens[^1].End);

    /// <summary><c>left operator right</c> for arithmetic and <c>||</c>.</summary>
    /// <param name="OperatorStart">Offset of the operator.</param>
    public sealed record Operation(SqlNode Left, string Operator, int OperatorStart, SqlNode Right)
        : SqlNode(Left.Start, Right.End);

    /// <summary><c>-operand</c> or <c>+operand</c>.</summary>
    public sealed record Signed(SqlToken Sign, SqlNode Operand) : SqlNode(Sign.Start, Operand.End);

    /// <summary><c>target[index]</c></summary>
    public sealed record Subscript(SqlNode Target, Bracketed Index) : SqlNode(Target.Start, Index.End);

    /// <summary>
    /// An expression and what follows it to be part of it: <c>.field</c>, <c>::type</c>, AT TIME ZONE.
    /// </summary>
    public sealed record Extended(SqlNode Target, IReadOnlyList<SqlNode> Rest) : SqlNode(Target.Start, Rest[^1].End);

    /// <summary><c>x -> body</c> or <c>(x, y) -> body</c></summary>
    public sealed record Lambda(IReadOnlyList<SqlToken> Parameters, Run Body, int Start) : SqlNode(Start, Body.End);

    /// <summary><c>CASE … END</c></summary>
    public sealed record Case(Run Inside) : SqlNode(Inside.Start, Inside.End);
}
