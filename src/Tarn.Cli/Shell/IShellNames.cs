using Tarn.Common;

namespace Tarn.Cli.Shell;

/// <summary>Names that may be typed.</summary>
internal interface IShellNames
{
    Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken);

    /// <summary>Columns in their order; none when there is no such table, or nobody can say.</summary>
    Task<IReadOnlyList<string>> ListColumnsAsync(TableName table, CancellationToken cancellationToken);

    Task<IReadOnlyList<string>> ListFunctionsAsync(CancellationToken cancellationToken);
}
