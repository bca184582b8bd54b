using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.DeletionVectors;
using Xunit;
using static Tarn.Tests.Tables.TableRig;

namespace Tarn.Tests.Tables;

/// <summary>
/// One case of conflicts.json at one isolation level: a write that finds, when it commits, what others have committed.
/// </summary>
internal sealed partial class ConflictCase(JsonObject body, string level)
{
    private readonly TableRig _rig = new();
    private readonly JsonNode _current = body["current"]!;
    private readonly JsonNode _winner = body["winner"]!;

    public string Name => $"{(string)body["id"]!} ({level})";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Reads => (string?)_current["reads"] ?? "";

    /// <summary>Both texts name the outcome; the second may say that it is as at the other level.</summary>
    public string Expected => (string)body["expect"]![level]! is var text && text == "same"
        ? (string)body["expect"]!["WriteSerializable"]!
        : text;

    /// <summary>"commit" or the names of the reference implementation's exceptions.</summary>
    public async Task<string> RunAsync()
    {
        IReadOnlyList<string[]> winners = await SetUpAsync();
        _rig.Store.BeforeConditionalPut = async _ =>
        {
            _rig.Store.BeforeConditionalPut = null;
            for (int i = 0; i < winners.Count; i++)
            {
                await _rig.PutLogAsync(CheckpointRig.Name(FirstWinner + i, "json"), winners[i]);
            }
        };
        try
        {
            return await _rig.Table.CommitAsync(Current(), Cancellation) switch
            {
                CommitResult.Committed committed => committed.Version == FirstWinner + winners.Count
                    ? "commit"
                    : $"commit as {committed.Version}",
                CommitResult.Conflicted conflicted => $"{conflicted.Kind}Exception",

                // The winner's transaction is this one: there is nothing left to write.
                CommitResult.AlreadyApplied => "ConcurrentTransactionException",
                CommitResult other => other.ToString(),
            };
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.TableUnsupported)
        {
            return "UnsupportedTableFeature";
        }
    }

    private int FirstWinner => Reads == "no table" ? 0 : 1;

    private async Task<IReadOnlyList<string[]>> SetUpAsync()
    {
        await _rig.CommitAsync(
            Write(WriteMode.Append, File("f1", "1"), File("f2", "2"), File("f3", "2")) with
            {
                Properties = new Dictionary<string, string?> { ["delta.isolationLevel"] = level },
            });
        IReadOnlyList<JsonObject> first = await _rig.LinesAsync(0);
        string metadata = first.Single(line => line.ContainsKey("metaData")).ToJsonString();
        if (Reads == "no table")
        {
            await _rig.Store.DeleteAsync([$"{Root}/_delta_log/{CheckpointRig.Name(0, "json")}"], Cancellation);
        }

        return _winner["actions"] is JsonArray
            ? [[.. WinnerLines(Texts(_winner), metadata)]]
            : [[.. WinnerLines(["add w1 (p=1)"], metadata)], [.. WinnerLines(["add w2 (p=1)"], metadata)]];
    }

    private IEnumerable<string> WinnerLines(IEnumerable<string> actions, string metadata)
    {
        bool isBlind = (bool?)_winner.AsObject()["blindAppend"] ?? false;
        yield return $$$"""{"commitInfo":{"isBlindAppend":{{{(isBlind ? "true" : "false")}}}}}""";
        foreach (Match match in actions.SelectMany(text => Action().Matches(text)))
        {
            string name = match.Groups["name"].Value;
            string partition = Partition(match);
            string vector = match.Groups["dv"].Success
                ? $$$""","deletionVector":{{{VectorJson(match.Groups["dv"].Value)}}}"""
                : "";
            yield return match.Groups["action"].Value switch
            {
                "add" => $$$"""
                    {"add":{"path":"{{{name}}}","partitionValues":{"p":"{{{partition}}}"},"size":1,
                    "modificationTime":1,"dataChange":true,"stats":"{\"numRecords\":1}"{{{vector}}}}}
                    """.ReplaceLineEndings(""),
                "remove" => $$$"""
                    {"remove":{"path":"{{{name}}}","partitionValues":{"p":"{{{partition}}}"},"dataChange":true,
                    "deletionTimestamp":1}}
                    """.ReplaceLineEndings(""),
                "txn" => $$$"""{"txn":{"appId":"{{{name}}}","version":{{{match.Groups["version"].Value}}}}}""",
                "domainMetadata" =>
                    $$$"""{"domainMetadata":{"domain":"{{{name}}}","configuration":"{}","removed":false}}""",
                "metaData" => metadata,
                _ => Protocol(actions.Any(text => text.Contains("unknown", StringComparison.Ordinal))),
            };
        }
    }

    private static string Protocol(bool isUnknown) => $$$"""
        {"protocol":{"minReaderVersion":1,"minWriterVersion":7,
        "writerFeatures":["appendOnly","{{{(isUnknown ? "someday" : "invariants")}}}"]}}
        """.ReplaceLineEndings("");

    private TableWrite Current()
    {
        string[] texts = [.. Texts(_current)];
        Match[] actions = [.. texts.SelectMany(text => Action().Matches(text))];
        string[] removed = [.. Names(actions, "remove")];
        bool isBlind = (bool?)_current.AsObject()["blindAppend"] ?? false;
        bool readsRows = !isBlind && FirstWinner > 0;
        return Write(
            removed.Length > 0 ? WriteMode.ReplaceFiles : WriteMode.Append,
            [.. actions.Where(action => action.Groups["action"].Value == "add").Select(Added)]) with
        {
            RemovedPaths = removed,
            ReadVersion = readsRows ? 0 : null,
            Reads = readsRows ? ToReads() : null,
            DataChange = !texts.Any(text => text.Contains("dataChange=false", StringComparison.Ordinal)),
            Transaction = actions
                .Where(action => action.Groups["action"].Value == "txn")
                .Select(action => new AppTransaction(action.Groups["name"].Value, 8))
                .FirstOrDefault(),
            Domains = Names(actions, "domainMetadata").ToDictionary(name => name, _ => (string?)"{}"),
            Properties = Names(actions, "metaData").Select(_ => ("user.key", "1"))
                .Concat(Names(actions, "protocol").Select(_ => ("delta.enableInCommitTimestamps", "true")))
                .ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2),
        };
    }

    private TableReads ToReads() => new()
    {
        WholeTable = Reads == "whole table",
        Partitions = [.. PartitionRead().Matches(Reads).Select(
            match => new Dictionary<string, string?> { ["p"] = match.Groups[1].Value })],
        Paths = [.. FileRead().Matches(Reads).Select(match => match.Value)],
    };

    private static DataFile Added(Match action) => File(action.Groups["name"].Value, Partition(action)) with
    {
        DeletionVector = action.Groups["dv"].Success
            ? new DeletionVector("u", Vector(action.Groups["dv"].Value), 1, 36, 1)
            : null,
    };

    private static string Partition(Match action) => action.Groups["p"].Success ? action.Groups["p"].Value
        : action.Groups["name"].Value is "f2" or "f3" or "c" ? "2"
        : "1";

    private static string VectorJson(string name) =>
        $$"""{"storageType":"u","pathOrInlineDv":"{{Vector(name)}}","offset":1,"sizeInBytes":36,"cardinality":1}""";

    private static string Vector(string name) => new(name[0], 20);

    private static IEnumerable<string> Names(Match[] actions, string action) => actions
        .Where(match => match.Groups["action"].Value == action)
        .Select(match => match.Groups["name"].Value);

    private static IEnumerable<string> Texts(JsonNode side) =>
        side["actions"]!.AsArray().Select(action => (string)action!);

    [GeneratedRegex(
        @"\b(?<action>add|remove|txn|domainMetadata|metaData|protocol)\b(?: (?<name>[\w.-]+))?(?: v(?<version>\d+))?"
        + @"(?: \+ dv\((?<dv>\w)\))?(?: \(p=(?<p>\d))?",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Action();

    [GeneratedRegex(@"p = (\d)")]
    private static partial Regex PartitionRead();

    [GeneratedRegex(@"\bf\d\b")]
    private static partial Regex FileRead();
}
