using Tarn.Engine.Dialect.Functions;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Arithmetic and <c>||</c>.</summary>
internal static class Operations
{
    public static void Write(Rewriter rewriter, SqlNode.Operation operation)
    {
        bool hasInterval = operation.Right is SqlNode.Interval && operation.Operator is "+" or "-";
        string name = hasInterval ? operation.Operator + "interval" : operation.Operator;
        Site site = new(name, [operation.Left, operation.Right], operation);
        if (IsOfTexts(operation) || Sites.Write(rewriter, site) is null)
        {
            rewriter.Sequence(operation.Start, operation.End, site.Operands);
        }
    }

    /// <summary>A text on either side says what <c>||</c> means without asking for types.</summary>
    private static bool IsOfTexts(SqlNode.Operation operation) =>
        operation.Operator == "||" && (IsText(operation.Left) || IsText(operation.Right));

    private static bool IsText(SqlNode node) => node switch
    {
        SqlNode.Leaf leaf => leaf.Token.Kind == SqlTokenKind.Text,
        SqlNode.TypedText => true,
        SqlNode.Operation operation => IsOfTexts(operation),
        _ => false,
    };
}
