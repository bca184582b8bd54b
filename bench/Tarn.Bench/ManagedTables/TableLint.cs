using Tarn.Testing;

namespace Tarn.Bench.ManagedTables;

/// <summary>What a benchmark measured counts only when the table it wrote is right: <see cref="DeltaLint"/>.</summary>
internal static class TableLint
{
    /// <summary>Does nothing on a machine without the lint.</summary>
    /// <exception cref="InvalidOperationException">The table has faults, which the message lists.</exception>
    public static async Task RequireCleanAsync(string tableDirectory)
    {
        if (DeltaLint.Missing is not null)
        {
            return;
        }

        if (await DeltaLint.FindFaultsAsync(tableDirectory, CancellationToken.None) is string faults)
        {
            throw new InvalidOperationException($"the lint found faults in the table of a benchmark: {faults}");
        }

        await Console.Error.WriteLineAsync($"{tableDirectory}: the lint found nothing");
    }
}
