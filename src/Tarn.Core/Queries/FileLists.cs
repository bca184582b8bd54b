using System.Globalization;
using Tarn.Engine;

namespace Tarn.Queries;

/// <summary>
/// Keeps long lists of files in variables of a connection. The engine binds a view when it is made and again when it is
/// used, and looks for each file both times; so views are made while such a list has one file only.
/// </summary>
internal sealed class FileLists(DuckConnection connection)
{
    private const int WrittenOutMax = 100;
    private readonly Dictionary<string, IReadOnlyList<string>> _open = [];
    private int _count;

    /// <summary>SQL of a list of paths, for the view that <see cref="MakeViewAsync"/> makes next.</summary>
    /// <param name="paths">Of files with the same columns.</param>
    public string Sql(IReadOnlyList<string> paths)
    {
        if (paths.Count <= WrittenOutMax)
        {
            return SqlText.Paths(paths);
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"tarn_files_{_count++}");
        _open.Add(name, paths);
        return $"getvariable('{name}')";
    }

    /// <summary>Makes a view; afterwards its lists are complete.</summary>
    public async Task MakeViewAsync(Func<Task> make, CancellationToken cancellationToken)
    {
        foreach ((string name, IReadOnlyList<string> paths) in _open)
        {
            await SetAsync(name, [paths[0]], cancellationToken);
        }

        await make();
        foreach ((string name, IReadOnlyList<string> paths) in _open)
        {
            await SetAsync(name, paths, cancellationToken);
        }

        _open.Clear();
    }

    private async Task SetAsync(string name, IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync($"SET VARIABLE {name} = {SqlText.Paths(paths)}", cancellationToken);
}
