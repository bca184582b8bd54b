using Tarn.Common;
using Tarn.Jobs;
using Tarn.Queries;

namespace Tarn.Definitions.Sql;

/// <summary>SQL that stands somewhere in a definition file.</summary>
/// <param name="text">The SQL.</param>
/// <param name="start">Place of its first character.</param>
/// <param name="indentation">Characters that stand in the file before each later line of it.</param>
/// <param name="mayReadQuarantine">True for queries, false for models.</param>
internal sealed class SqlInFile(string text, SourceLocation start, int indentation, bool mayReadQuarantine)
{
    private readonly SourceText _lines = new(start.File, text);

    public string Text => text;

    public SourceLocation Start => start;

    public bool MayReadQuarantine => mayReadQuarantine;

    public static SqlInFile Of(ModelDefinition model) =>
        new(model.Sql, model.SqlStart, indentation: 0, mayReadQuarantine: false);

    public static SqlInFile Of(NamedQuery query) =>
        new(query.Sql, query.SqlStart, query.SqlStart.Column - 1, mayReadQuarantine: true);

    /// <summary>The place of the name, or other word, that starts at an offset.</summary>
    public SourceLocation LocateName(int offset)
    {
        offset = Math.Clamp(offset, 0, text.Length);
        SourceLocation inSql = _lines.Locate(offset, SqlWords.NameLength(text, offset));
        int before = inSql.Line == 1 ? start.Column - 1 : indentation;
        return inSql with { Line = start.Line + inSql.Line - 1, Column = before + inSql.Column };
    }
}
