using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary>
/// What json_object and json_array have in common: <c>value [FORMAT JSON]</c>, then behind all of them
/// <c>{NULL | ABSENT} ON NULL</c>, <c>{WITH | WITHOUT} UNIQUE KEYS</c>, <c>RETURNING type</c>.
/// </summary>
internal sealed class Construction(Rewriter rewriter, Site site)
{
    private readonly List<(SqlNode.Run? Name, string Format, SqlNode.Run Value)> _values = [];

    public ClauseCursor Cursor { get; } = new(rewriter, site);

    /// <summary>Whether a clause begins here that belongs to the whole call.</summary>
    public bool IsAtClause =>
        (Cursor.Is("NULL") && Cursor.Is("ON", 1)) || (Cursor.Is("ABSENT") && Cursor.Is("ON", 1))
        || ((Cursor.Is("WITH") || Cursor.Is("WITHOUT")) && Cursor.Is("UNIQUE", 1))
        || Cursor.Is("RETURNING");

    public void ReadValue(SqlNode.Run? name)
    {
        SqlNode.Run value = Cursor.TakeValue(() => IsAtClause || Cursor.Is("FORMAT"));
        _values.Add((name, Cursor.TakeFormat() ?? JsonCalls.FormatOf(value), value));
    }

    /// <param name="function">Of ours.</param>
    /// <param name="isAbsent">What NULL is without a clause: left out.</param>
    public void Write(string function, bool isAbsent)
    {
        isAbsent = Cursor.TryTake("ABSENT", "ON", "NULL") || (!Cursor.TryTake("NULL", "ON", "NULL") && isAbsent);
        bool isUnique = Cursor.TryTake("WITH", "UNIQUE");
        if (isUnique || Cursor.TryTake("WITHOUT", "UNIQUE"))
        {
            Cursor.TryTake("KEYS");
        }

        Returning returning = Returning.Read(rewriter, Cursor);
        Cursor.ExpectEnd();
        if (isUnique && _values.Exists(value => value.Format != SqlItem.Sql))
        {
            throw Cursor.Unexpected("WITH UNIQUE KEYS without a value that has a FORMAT");
        }

        string words = isAbsent ? ConstructorFunctions.Absent : "null";
        words += isUnique ? $" {ConstructorFunctions.Unique}" : "";
        returning.Write(rewriter, site.Place, () => WriteCall($"{function}('{words}'"));
    }

    private void WriteCall(string before)
    {
        rewriter.Text(before, site.Place);
        foreach ((SqlNode.Run? name, string format, SqlNode.Run value) in _values)
        {
            if (name is not null)
            {
                rewriter.Text(", ", name);
                rewriter.Node(name);
            }

            rewriter.Text($", '{format}', ", value);
            rewriter.Node(value);
        }

        rewriter.Text(")", site.Place);
    }
}
