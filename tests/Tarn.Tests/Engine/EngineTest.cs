using Tarn.Engine;
using Tarn.Engine.Errors;
using Xunit;

namespace Tarn.Tests.Engine;

/// <summary>A fresh instance with one connection for each test.</summary>
public abstract class EngineTest : IDisposable
{
    protected EngineTest(EngineOptions? options = null)
    {
        Instance = DuckInstance.Open(options ?? new EngineOptions());
        Connection = Instance.Connect();
    }

    protected DuckInstance Instance { get; }

    protected DuckConnection Connection { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Connection.Dispose();
        Instance.Dispose();
    }

    protected Task<object?> Scalar(string sql) => Connection.ScalarAsync(sql, Token);

    protected async Task<object?> ScalarWith(string sql, object? value)
    {
        Dictionary<string, object?> parameters = new() { ["p"] = value };
        await using RowReader reader = await Connection.QueryAsync(sql, parameters, Token);
        await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
        {
            return batch.Columns[0].GetValue(0);
        }

        return null;
    }

    protected async Task<EngineException> Fails(string sql) =>
        await Assert.ThrowsAsync<EngineException>(() => Connection.ExecuteAsync(sql, Token));
}
