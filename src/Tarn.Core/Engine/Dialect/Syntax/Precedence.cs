namespace Tarn.Engine.Dialect.Syntax;

/// <summary>The operators whose operands matter to a dialect; higher binds more tightly.</summary>
internal static class Precedence
{
    public const int Concatenation = 1;

    private const int Addition = 2;
    private const int Multiplication = 3;

    public static (string Operator, int Precedence)? OperatorAt(TokenCursor cursor)
    {
        if (cursor.IsOperator("||"))
        {
            return ("||", Concatenation);
        }

        // An arrow is no minus, a comment no slash (it is no token at all).
        if (cursor.IsOperator("->"))
        {
            return null;
        }

        if (cursor.IsOperator("//"))
        {
            return ("//", Multiplication);
        }

        if (cursor.IsAny("+", "-"))
        {
            return (cursor.Is("+") ? "+" : "-", Addition);
        }

        return cursor.IsOperator("**") ? null
            : cursor.Is("*") ? ("*", Multiplication)
            : cursor.Is("/") ? ("/", Multiplication)
            : cursor.Is("%") ? ("%", Multiplication)
            : null;
    }
}
