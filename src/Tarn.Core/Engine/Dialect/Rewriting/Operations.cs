using Tarn.Engine.Dialect.Functions;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Arithmetic and <c>||</c>.</summary>
internal static class Operations
{
    public static void Write(Rewriter rewriter, SqlNode.Operation operation)
    {
        Site site = new(operation.Operator, [operation.Left, operation.Right], operation);
        if (Sites.Write(rewriter, site) is null)
        {
            rewriter.Sequence(operation.Start, operation.End, site.Operands);
        }
    }
}
