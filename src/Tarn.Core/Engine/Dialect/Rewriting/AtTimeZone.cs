using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Dialect.Temporal;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>
/// <c>x AT TIME ZONE z</c>: in Trino the same instant with another zone. The engine's operator of that name changes the
/// type instead, and its instants keep no zone; see <see cref="Zones"/>.
/// </summary>
internal static class AtTimeZone
{
    /// <summary>The zone when that is what a node is; null otherwise.</summary>
    public static SqlNode? ZoneOf(Rewriter rewriter, SqlNode.Extended extended) =>
        extended.Rest is [SqlNode.Leaf first, SqlNode.Leaf, SqlNode.Leaf, var zone]
        && Clauses.IsWord(rewriter, first, "at")
            ? zone
            : null;

    /// <param name="rewriter">Is written to.</param>
    /// <param name="target">An instant, or a timestamp of the session's zone.</param>
    /// <param name="zone">A text or an interval.</param>
    /// <param name="place">Where it stands.</param>
    public static void Write(Rewriter rewriter, SqlNode target, SqlNode zone, SqlNode place)
    {
        Zones.WriteChecked(rewriter, Zones.From(rewriter, zone), place, () =>
        {
            rewriter.Text("CAST(", place);
            rewriter.Node(target);
            rewriter.Text(" AS TIMESTAMPTZ)", place);
        });
    }
}
