using Tarn.Cli.Output;
using Xunit;

namespace Tarn.Tests.Cli.Output;

public sealed class TextWritersTests
{
    [Fact]
    public async Task Csv_quotes_what_needs_it_and_tells_empty_text_from_null() =>
        Assert.Equal(
            "zone,trips,share\n"
            + "JFK Airport,1234567,0.25\n"
            + "\"a,b \"\"c\"\"|d\",,-1.5\n"
            + "\"two\nlines\tand a tab\",3,nan\n"
            + ",0,1E+300\n"
            + "\"\",1,0.1\n",
            await OutputSamples.WriteAsync(output => new CsvWriter(output), OutputSamples.Zones()));

    [Fact]
    public async Task A_pipe_gets_tabs_and_no_heading() =>
        Assert.Equal(
            "JFK Airport\t1234567\t0.25\n"
            + "a,b \"c\"|d\t\t-1.5\n"
            + "two\\nlines\\tand a tab\t3\tnan\n"
            + "\t0\t1E+300\n"
            + "\t1\t0.1\n",
            await OutputSamples.WriteAsync(output => new TabSeparatedWriter(output), OutputSamples.Zones()));

    [Fact]
    public async Task Markdown_escapes_its_own_signs() =>
        Assert.Equal(
            "| zone | trips | share |\n"
            + "| --- | ---: | ---: |\n"
            + "| JFK Airport | 1234567 | 0.25 |\n"
            + "| a,b \"c\"\\|d | NULL | -1.5 |\n"
            + "| two<br>lines\tand a tab | 3 | nan |\n"
            + "| NULL | 0 | 1E+300 |\n"
            + "|  | 1 | 0.1 |\n",
            await OutputSamples.WriteAsync(output => new MarkdownWriter(output), OutputSamples.Zones()));

    [Fact]
    public async Task Csv_writes_every_kind_of_value_the_way_the_engine_reads_it() =>
        Assert.Equal(
            "true,-170141183460469231731687303715884105728,12.50,1234567890123456789012345678901234.5678,2024-02-29,"
            + "2024-02-29 23:59:58.120345,2024-02-28 23:00:00+00,07:05:00,\\xdead,\"[1,null,3]\","
            + "\"{\"\"a\"\":1,\"\"b\"\":[\"\"x\\\"\"y\"\"]}\","
            + "\"{\"\"k\"\":1.5,\"\"ü\"\":null}\",\"{\"\"number\"\":7}\","
            + "6f9619ff-8b86-d011-b42d-00c04fc964ff,1 year 2 months 3 days 00:00:01.5",
            (await OutputSamples.WriteAsync(output => new CsvWriter(output), OutputSamples.AllKindsOfValues()))
                .Split('\n')[1]);
}
