using Tarn.Common;
using Tarn.Queries;

namespace Tarn.Definitions.Sql;

/// <summary>Places in the SQL of named queries, for errors that come when they run.</summary>
public static class QueryPosition
{
    /// <summary>The place in the file of an offset in <see cref="NamedQuery.Sql"/>.</summary>
    /// <param name="offset">0-based, in characters.</param>
    /// <remarks>
    /// Unlike the SQL of a model, that of a query is indented in its file: each line stands as far in as the first.
    /// </remarks>
    public static SourceLocation Locate(NamedQuery query, int offset)
    {
        ArgumentNullException.ThrowIfNull(query);
        return SqlInFile.Of(query).LocateName(offset);
    }
}
