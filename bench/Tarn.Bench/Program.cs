using Tarn.Bench;
using Tarn.Bench.ManagedTables;

// One command: prints one table for each benchmark. Names of benchmarks as arguments run only those.
Dictionary<string, Func<Task<BenchTable>>> benchmarks = new()
{
    ["generate"] = GenerateBench.RunAsync,
    ["etl"] = EtlBench.RunAsync,
    ["query"] = QueryBench.RunAsync,
    ["start"] = StartBench.RunAsync,
    ["scale"] = ScaleBench.RunAsync,
    ["snapshot"] = SnapshotBench.RunAsync,
    ["commits"] = CommitBench.RunAsync,
    ["reads"] = ReadBench.RunAsync,
    ["merge"] = MergeBench.RunAsync,
    ["maintenance"] = MaintenanceBench.RunAsync,
};
const string Tables = "tables";
string[] ofTables = ["snapshot", "commits", "reads", "merge", "maintenance"];
HashSet<string> wanted = [.. args.SelectMany(name => name == Tables ? ofTables : [name])];

if (wanted.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is string unknown)
{
    string known = string.Join(", ", benchmarks.Keys.Append($"{Tables} ({string.Join(", ", ofTables)})"));
    Console.Error.WriteLine($"unknown benchmark '{unknown}'; there are {known}");
    return 2;
}

Console.WriteLine(Machine.Describe());
foreach ((string name, Func<Task<BenchTable>> run) in benchmarks)
{
    if (wanted.Count == 0 || wanted.Contains(name))
    {
        Console.WriteLine();
        Console.WriteLine((await run()).ToMarkdown());
    }
}

return 0;
