using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>
/// <c>TABLESAMPLE BERNOULLI (10)</c>: a number alone is a percentage, the engine takes it for a number of rows.
/// </summary>
internal static class SampleClause
{
    public static bool IsAt(Rewriter rewriter, SqlNode.Run run, int index) =>
        Clauses.IsWord(rewriter, run, index, "TABLESAMPLE")
        && index + 1 < run.Nodes.Count
        && run.Nodes[index + 1] is SqlNode.Call { Function: "bernoulli" or "system", Arguments: [{ Nodes.Count: 1 }] };

    /// <returns>The node after the clause.</returns>
    public static int Write(Rewriter rewriter, SqlNode.Run run, int index)
    {
        SqlNode.Call call = (SqlNode.Call)run.Nodes[index + 1];
        SqlNode.Run percentage = call.Arguments[0];
        rewriter.Copy(run.Nodes[index].Start, percentage.Start);
        rewriter.Node(percentage);
        rewriter.Text(" PERCENT", percentage);
        rewriter.Copy(percentage.End, call.End);
        return index + 2;
    }
}
