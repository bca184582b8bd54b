using Tarn.Catalog.Entries;

namespace Tarn.Queries.Statements.Writing;

/// <summary>How rows are put into files of one format.</summary>
internal abstract class FileForm
{
    /// <summary>Ending of the files' names, with its dot.</summary>
    public abstract string Suffix { get; }

    /// <summary>What COPY is told, without parentheses.</summary>
    public abstract string CopyOptions { get; }

    /// <summary>
    /// SQL around one that has the columns by their names, each of its type, and the keys of the files: gives what COPY
    /// writes, and the keys.
    /// </summary>
    /// <param name="columns">Of the files, in order.</param>
    /// <param name="keys">SQL names of columns that are kept as they are.</param>
    /// <exception cref="Tarn.Common.TarnException"><c>TN3005</c>: the format has no such columns.</exception>
    public abstract SqlAround Around(IReadOnlyList<ColumnEntry> columns, IReadOnlyList<string> keys);

    /// <summary>The name that a column has in files.</summary>
    protected static string NameInFile(ColumnEntry column) => column.SourceName ?? column.Name;
}
