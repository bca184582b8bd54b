using Tarn.Common;

namespace Tarn.Flows.Runs;

/// <summary>SQL of steps: values of the run reach it as parameters only.</summary>
internal interface IRunQueries
{
    /// <summary>Whether a condition is true; what is unknown is not.</summary>
    /// <exception cref="TarnException">It is no SQL, or fails.</exception>
    Task<bool> IsTrueAsync(string condition, RunValues values, CancellationToken cancellationToken);

    /// <summary>What the first column has.</summary>
    /// <exception cref="TarnException">It is no SQL, or fails; <c>TN1005</c>: too many.</exception>
    Task<IReadOnlyList<string>> ReadItemsAsync(string sql, RunValues values, CancellationToken cancellationToken);

    /// <summary>The first row by its columns, without those that are NULL, and how many rows there are.</summary>
    /// <exception cref="TarnException">It is no SQL, or fails.</exception>
    Task<(IReadOnlyDictionary<string, string> First, long Rows)> ReadFirstAsync(
        string sql, RunValues values, CancellationToken cancellationToken);
}
