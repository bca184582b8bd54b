using System.Globalization;

namespace Tarn.ProcessTests.Serving;

/// <summary>A served lake with jobs that take long or fail, and files enough for a crawl to be stopped.</summary>
public sealed class WorkingLake : ServedLake
{
    private const int Files = 3000;

    protected override void Prepare()
    {
        Lake.WriteModel(
            "curated.slow",
            "job: slow",
            "SELECT sum(a.range * b.range) AS total FROM range(100000000) a, range(1000000) b");
        Lake.WriteModel(
            "curated.broken",
            "job: broken",
            "SELECT CAST(CAST(range AS VARCHAR) || 'x' AS INTEGER) AS id FROM range(3)");
        for (int i = 0; i < Files; i++)
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            Lake.Write($"data/raw/many/{number}/part.csv", $"id,c{number}\n1,x\n2,y\n");
        }
    }
}
