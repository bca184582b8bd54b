using Tarn.Bench;

// One command: prints one table for each benchmark. Names of benchmarks as arguments run only those.
Dictionary<string, Func<Task<BenchTable>>> benchmarks = new()
{
    ["generate"] = GenerateBench.RunAsync,
    ["etl"] = EtlBench.RunAsync,
    ["query"] = QueryBench.RunAsync,
    ["start"] = StartBench.RunAsync,
    ["scale"] = ScaleBench.RunAsync,
};

string[] unknown = [.. args.Where(name => !benchmarks.ContainsKey(name))];
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"unknown benchmark '{unknown[0]}'; there are {string.Join(", ", benchmarks.Keys)}");
    return 2;
}

Console.WriteLine(Machine.Describe());
foreach ((string name, Func<Task<BenchTable>> run) in benchmarks)
{
    if (args.Length == 0 || args.Contains(name))
    {
        Console.WriteLine();
        Console.WriteLine((await run()).ToMarkdown());
    }
}

return 0;
