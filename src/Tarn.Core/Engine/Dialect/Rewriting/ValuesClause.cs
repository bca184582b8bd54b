using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary><c>VALUES 1, 2</c> and <c>VALUES ROW(1, 'a')</c>: the engine wants parentheses around every row.</summary>
internal static class ValuesClause
{
    private static readonly string[] Ends =
        ["UNION", "EXCEPT", "INTERSECT", "ORDER", "LIMIT", "OFFSET", "FETCH", ")", ";"];

    public static int Write(Rewriter rewriter, SqlNode.Run run, int index)
    {
        int next = index + 1;
        rewriter.Copy(run.Nodes[index].Start, run.Nodes[index].End);
        int place = run.Nodes[index].End;
        while (next < run.Nodes.Count && !IsEnd(rewriter, run, next))
        {
            rewriter.Copy(place, run.Nodes[next].Start);
            int end = next;
            while (end < run.Nodes.Count && !IsEnd(rewriter, run, end) && !Clauses.IsWord(rewriter, run, end, ","))
            {
                end++;
            }

            if (end > next)
            {
                WriteRow(rewriter, new SqlNode.Run(
                    [.. run.Nodes.Take(end).Skip(next)], run.Nodes[next].Start, run.Nodes[end - 1].End));
                place = run.Nodes[end - 1].End;
            }

            if (end < run.Nodes.Count && Clauses.IsWord(rewriter, run, end, ","))
            {
                rewriter.Copy(place, run.Nodes[end].End);
                place = run.Nodes[end].End;
                end++;
            }

            next = end;
        }

        return next;
    }

    /// <summary>Inside brackets, commas divide the rows into items of their own.</summary>
    public static void WriteRow(Rewriter rewriter, SqlNode.Run row)
    {
        switch (row.Nodes)
        {
            case [SqlNode.Bracketed { Open: '(' } whole]:
                rewriter.Node(whole);
                break;
            case [SqlNode.Call { Function: "row", Suffix: [] } call]:
                rewriter.Bracketed(call.Brackets);
                break;
            default:
                rewriter.Text("(", row);
                rewriter.Node(row);
                rewriter.Text(")", row);
                break;
        }
    }

    private static bool IsEnd(Rewriter rewriter, SqlNode.Run run, int index) =>
        Ends.Any(word => Clauses.IsWord(rewriter, run, index, word));
}
