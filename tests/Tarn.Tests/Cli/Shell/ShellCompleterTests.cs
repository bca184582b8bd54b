using Tarn.Cli.Shell;
using Tarn.Cli.Shell.Editing;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Cli.Shell;

public sealed class ShellCompleterTests : IShellNames
{
    public Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(["raw.events", "staging.order_lines", "staging.orders", "system.runs"]);

    public Task<IReadOnlyList<string>> ListColumnsAsync(TableName table, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(
            table.Table == "orders" ? ["amount", "customer"] : table.Table == "events" ? ["at"] : []);

    public Task<IReadOnlyList<string>> ListFunctionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(["customer_of", "date_parse"]);

    [Theory]
    [InlineData("SELECT * FROM s", "staging.|staging.order_lines|staging.orders|system.|system.runs")]
    [InlineData("SELECT * FROM staging.", "staging.order_lines|staging.orders")]
    [InlineData("SELECT 1\nFROM a JOIN ra", "raw.|raw.events")]
    [InlineData("DESCRIBE staging.orders", "staging.orders")]
    [InlineData("SELECT cust| FROM staging.orders", "customer|customer_of(")]
    [InlineData("SELECT o.| FROM staging.orders AS o", "o.amount|o.customer")]
    [InlineData("SELECT orders.a| FROM staging.orders, raw.events e", "orders.amount")]
    [InlineData("SELECT e.| FROM staging.orders o JOIN raw.events e ON true", "e.at")]
    [InlineData("SELECT DATE_P", "date_parse(")]
    [InlineData("SELE", "SELECT")]
    [InlineData("sele", "select")]
    [InlineData(@"\d", @"\d|\df|\dialect|\dt|\dv")]
    [InlineData(@"\d ra", "raw.|raw.events")]
    [InlineData(@"SELECT 1 \d", "")]
    [InlineData("SELECT zzz", "")]
    public async Task A_word_becomes_what_may_stand_there(string text, string expected)
    {
        int cursor = text.IndexOf('|', StringComparison.Ordinal);
        string whole = text.Replace("|", "", StringComparison.Ordinal);

        Completion found = await new ShellCompleter(this)
            .CompleteAsync(whole, cursor < 0 ? whole.Length : cursor, CancellationToken.None);

        Assert.Equal(expected, string.Join('|', found.Candidates));
    }
}
