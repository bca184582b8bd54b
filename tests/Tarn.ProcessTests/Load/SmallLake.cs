namespace Tarn.ProcessTests.Load;

/// <summary>A lake with one bucket, wherever it is to be.</summary>
internal static class SmallLake
{
    public const string Bucket = "raw";

    /// <summary>Makes it in a directory, and gives that back.</summary>
    public static string Make(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(
            Path.Combine(directory, "lake.yaml"), "version: 1\nname: small\nzones: {raw: , curated: }\n");
        return directory;
    }

    /// <summary>Content that is another one for each number.</summary>
    public static byte[] Content(int number, int bytes)
    {
        byte[] content = new byte[bytes];
        new Random(number).NextBytes(content);
        return content;
    }
}
