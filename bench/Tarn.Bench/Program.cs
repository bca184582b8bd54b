using Tarn.Bench;
using Tarn.Bench.Catalogs;
using Tarn.Bench.Flows;
using Tarn.Bench.ManagedTables;
using Tarn.Bench.Serving;
using Tarn.Bench.Sources;
using Tarn.Bench.Streams;
using Tarn.Bench.Tpch;

// One command: prints one table for each benchmark. Names of benchmarks as arguments run only those.
Dictionary<string, Func<Task<BenchTable>>> benchmarks = new()
{
    ["generate"] = GenerateBench.RunAsync,
    ["etl"] = EtlBench.RunAsync,
    ["query"] = QueryBench.RunAsync,
    ["isolation"] = IsolationBench.RunAsync,
    ["start"] = StartBench.RunAsync,
    ["scale"] = ScaleBench.RunAsync,
    ["snapshot"] = SnapshotBench.RunAsync,
    ["commits"] = CommitBench.RunAsync,
    ["reads"] = ReadBench.RunAsync,
    ["merge"] = MergeBench.RunAsync,
    ["maintenance"] = MaintenanceBench.RunAsync,
    ["crawl"] = CrawlBench.RunAsync,
    ["pruning"] = PruningBench.RunAsync,
    ["formats"] = FormatBench.RunAsync,
    ["entries"] = EntryBench.RunAsync,
    ["partitions"] = PartitionBench.RunAsync,
    ["tpch"] = TpchBench.RunAsync,
    ["repeat"] = RepeatBench.RunAsync,
    ["s3"] = S3Bench.RunAsync,
    ["large"] = LargeBench.RunAsync,
    ["policies"] = PolicyBench.RunAsync,
    ["athena"] = AthenaBench.RunAsync,
    ["streams"] = StreamBench.RunAsync,
    ["conversion"] = ConversionBench.RunAsync,
    ["arrivals"] = ArrivalBench.RunAsync,
    ["sustained"] = SustainedBench.RunAsync,
    ["flows"] = FlowBench.RunAsync,
    ["extract"] = ExtractBench.RunAsync,
};
Dictionary<string, string[]> groups = new()
{
    ["tables"] = ["snapshot", "commits", "reads", "merge", "maintenance"],
    ["queries"] = ["formats", "tpch", "repeat"],
    ["serving"] = ["s3", "large", "policies", "athena", "streams"],
    ["delivery"] = ["streams", "conversion", "arrivals", "sustained"],
    ["catalog"] = ["crawl", "pruning", "formats", "entries", "partitions"],
};
HashSet<string> wanted = [.. args.SelectMany(name => groups.GetValueOrDefault(name, [name]))];

if (wanted.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is string unknown)
{
    IEnumerable<string> known = groups.Select(group => $"{group.Key} ({string.Join(", ", group.Value)})");
    string names = string.Join(", ", benchmarks.Keys.Concat(known));
    Console.Error.WriteLine($"unknown benchmark '{unknown}'; there are {names}");
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
