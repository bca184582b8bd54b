using System.Security.Cryptography;
using System.Text;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>Columns of models that are hashed or dropped.</summary>
public sealed class PrivateColumnTests : IDisposable
{
    private const string Address = "203.0.113.77";
    private const string Mail = "ann@example.org";

    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: clicks
            zones: {raw: , staging: , curated: }
            tables:
              raw.clicks:
                files: clicks/*.json
                format: json
                columns:
                  event_id: varchar
                  at: timestamp
                  email: varchar
                  ip: varchar
                  amount: varchar
                  visitor: 'STRUCT(email VARCHAR, ip VARCHAR, country VARCHAR)'
            """,
    };

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Hashed_columns_have_the_same_pseudonym_in_all_models_and_dropped_ones_are_not_there()
    {
        Deliver("a", Event("1"), Event("2"), """{"event_id": "3"}""");
        _lake.WriteModel(
            "staging.events",
            "private: {hash: [email], drop: [ip]}\ncolumns: {email: Pseudonym}",
            "SELECT event_id, email, ip FROM raw.clicks");
        _lake.WriteModel("staging.people", "private: {hash: who}", "SELECT DISTINCT email AS who FROM raw.clicks");

        await RequireSucceededAsync();

        string[] rows = await _lake.QueryAsync(
            "SELECT event_id, email, who FROM staging.events LEFT JOIN staging.people ON who = email ORDER BY 1");
        string pseudonym = rows[0].Split('|')[1];
        Assert.Matches("^[0-9a-f]{64}$", pseudonym);
        Assert.Equal([$"1|{pseudonym}|{pseudonym}", $"2|{pseudonym}|{pseudonym}", "3|null|null"], rows);
        Assert.NotEqual(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Mail))), pseudonym);
        Assert.Equal(
            ["event_id", "email"],
            (await _lake.ExecuteAsync("DESCRIBE staging.events")).Select(line => line.Split('\t', '|')[0].Trim()));
        RequireNothingPrivate();
    }

    [Fact]
    public async Task Fields_of_structs_and_of_lists_of_structs_are_hashed_and_dropped()
    {
        Deliver("a", Event("1"), """{"event_id": "2"}""");
        _lake.WriteModel(
            "staging.events",
            "private: {hash: [visitor.email, visitors.email], drop: [visitor.ip, visitors.ip]}",
            "SELECT event_id, visitor, [visitor] AS visitors FROM raw.clicks");

        await RequireSucceededAsync();

        string[] rows = await _lake.QueryAsync(
            "SELECT visitor.country, visitor.email = visitors[1].email, length(visitor.email), visitor IS NULL "
            + "FROM staging.events ORDER BY event_id");
        Assert.Equal(["GB|True|64|False", "null|null|null|True"], rows);
        RequireNothingPrivate();
    }

    [Fact]
    public async Task Checks_see_pseudonyms_and_so_do_quarantine_and_samples()
    {
        Deliver("a", Event("1"), Event("2"));
        _lake.WriteModel(
            "staging.events",
            """
            private: {hash: [email, _address], drop: [ip]}
            checks: [{sql: {name: second, where: event_id = '2', on_fail: quarantine}}]
            """,
            "SELECT event_id, email, ip, ip AS _address FROM raw.clicks");
        _lake.WriteModel(
            "staging.strict",
            "private: {hash: [email]}\nchecks: [{sql: {name: none, where: email IS NOT NULL}}]",
            "SELECT email FROM raw.clicks");

        RunReport report = await _lake.RunAsync();

        StepReport strict = report.Steps.Single(step => step.Table == "staging.strict");
        Assert.Equal(RunState.Failed, strict.State);
        Assert.Matches("for example .*[0-9a-f]{64}", strict.Error);
        Assert.Equal(
            ["second|64|64"],
            await _lake.QueryAsync(
                "SELECT check_name, length(email), length(_address) FROM staging.events__quarantine"));
        RequireNothingPrivate();
    }

    [Fact]
    public async Task Values_that_make_the_SQL_fail_or_do_not_fit_are_not_told()
    {
        _lake.WriteModel(
            "staging.events",
            "private: {drop: [ip]}\nmaterialized: incremental\nmax_tries: 1",
            "SELECT event_id, ip, CAST(amount AS INTEGER) AS amount FROM raw.clicks");
        _lake.WriteModel(
            "staging.notes", "private: {hash: [email]}", "SELECT email, _malformed AS note FROM raw.clicks");
        Deliver("good", """{"event_id": "1", "amount": "1"}""");
        await RequireSucceededAsync();
        Deliver("bad", $$"""{"event_id": "2", "amount": "{{Mail}}", "at": "{{Address}}"}""");

        RunReport report = await _lake.RunAsync();

        StepReport step = report.Steps.Single(step => step.Table == "staging.events");
        Assert.Contains("Conversion", Assert.Single(step.Unreadable).Reason, StringComparison.Ordinal);
        Assert.Equal(
            ["at is not TIMESTAMP"],
            await _lake.QueryAsync("SELECT note FROM staging.notes WHERE note IS NOT NULL"));
        RequireNothingPrivate();
    }

    [Fact]
    public async Task A_changed_rule_changes_the_table()
    {
        Deliver("a", Event("1"));
        _lake.WriteModel("staging.events", "private: {hash: [email]}", "SELECT email, ip FROM raw.clicks");
        await RequireSucceededAsync();
        _lake.WriteModel("staging.events", "private: {hash: [email, ip]}", "SELECT email, ip FROM raw.clicks");

        await RequireSucceededAsync();

        Assert.Equal(["64|64"], await _lake.QueryAsync("SELECT length(email), length(ip) FROM staging.events"));
    }

    [Fact]
    public async Task Statements_of_users_cannot_ask_for_pseudonyms()
    {
        Deliver("a", Event("1"));
        _lake.WriteModel("staging.events", "private: {hash: [email]}", "SELECT email FROM raw.clicks");
        using LakeHost host = await _lake.OpenAsync();
        using (Tarn.Jobs.JobRunner runner = await host.LockForRunsAsync(CancellationToken.None))
        {
            await runner.RunAsync(new RunRequest(), new SilentObserver(), CancellationToken.None);
        }

        TarnException error = await Assert.ThrowsAnyAsync<TarnException>(async () =>
        {
            await using Tarn.Queries.QueryExecution query = await host.Queries.RunAsync(
                "SELECT tarn_pseudonym('guess', 'ann@example.org')",
                new Dictionary<string, object?>(),
                asOf: null,
                CancellationToken.None);
            await foreach (Tarn.Engine.RowBatch _ in query.Rows.ReadBatchesAsync(CancellationToken.None))
            {
            }
        });
        Assert.Contains("tarn_pseudonym", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hash: [emial]", "private names the column 'emial'", "3:18", "did you mean 'email'?")]
    [InlineData("hash: [visitor.mail]", "private names 'visitor.mail'", "3:18", "no such field")]
    [InlineData("drop: [email, visitor, ip]", "private drops every column", "3:18", "")]
    public async Task A_column_that_is_not_there_is_told_with_its_place(
        string rules, string message, string place, string help)
    {
        _lake.WriteModel("staging.events", $"private: {{{rules}}}", "SELECT email, visitor, ip FROM raw.clicks");
        using LakeHost host = await _lake.OpenAsync();

        Diagnostic problem = Assert.Single(await host.FindProblemsAsync(CancellationToken.None));

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal($"models/staging/events.sql:{place}", problem.Location!.ToString());
        Assert.Contains(help, problem.Message + problem.Label, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Join(_lake.Directory, ".tarn", "master.key")));
    }

    [Theory]
    [InlineData("private: {hsh: [email]}", "unknown key 'hsh'")]
    [InlineData("private: {hash: [email], drop: [Email]}", "column 'Email' is listed twice")]
    [InlineData("private: {hash: [email]}\nmaterialized: view", "a view has no private columns")]
    public async Task Rules_that_cannot_be_meant_are_refused(string frontMatter, string message)
    {
        _lake.WriteModel("staging.events", frontMatter, "SELECT email FROM raw.clicks");

        DiagnosticException error = await Assert.ThrowsAsync<DiagnosticException>(_lake.OpenAsync);

        Assert.Contains(message, Assert.Single(error.Diagnostics).Message, StringComparison.Ordinal);
    }

    private static string Event(string id) =>
        $"{{\"event_id\": \"{id}\", \"at\": \"2024-05-01T10:00:00Z\", \"email\": \"{Mail}\", \"ip\": \"{Address}\", "
        + $"\"visitor\": {{\"email\": \"{Mail}\", \"ip\": \"{Address}\", \"country\": \"GB\"}}}}";

    private void Deliver(string name, params string[] lines) =>
        _lake.Write($"data/raw/clicks/{name}.json", string.Join('\n', lines) + "\n");

    private async Task RequireSucceededAsync()
    {
        RunReport report = await _lake.RunAsync();
        Assert.All(report.Steps, step => Assert.True(step.State == RunState.Succeeded, step.Error));
    }

    /// <summary>No file past raw has an address in it, whatever it is for.</summary>
    private void RequireNothingPrivate()
    {
        string[] files =
        [
            .. Directory.GetFiles(Path.Join(_lake.Directory, ".tarn"), "*", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Join(_lake.Directory, "data", "staging"), "*", SearchOption.AllDirectories),
        ];
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            string text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.DoesNotContain(Mail, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Address, text, StringComparison.Ordinal);
        });
    }
}
