using Tarn.Engine;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class FileMemoryTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tarn-").FullName;
    private readonly FileMemory<string> _memory = new(text => text.Length, weightMax: 10);
    private readonly List<string> _read = [];

    [Fact]
    public async Task A_file_is_read_once()
    {
        string path = Write("a", "one");

        await ReadAsync(path, path);

        Assert.Equal("one", (await ReadAsync(path))[path]);
        Assert.Equal([path], _read);
    }

    [Fact]
    public async Task A_file_that_is_written_again_is_read_again()
    {
        string path = Write("a", "one");
        await ReadAsync(path);

        Write("a", "three");

        Assert.Equal("three", (await ReadAsync(path))[path]);
    }

    [Fact]
    public async Task A_file_of_the_same_size_with_another_time_is_read_again()
    {
        string path = Write("a", "one");
        await ReadAsync(path);

        Write("a", "two");
        File.SetLastWriteTimeUtc(path, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal("two", (await ReadAsync(path))[path]);
    }

    [Fact]
    public async Task All_is_forgotten_when_it_is_too_much()
    {
        string first = Write("a", "12345678");
        string second = Write("b", "123");
        await ReadAsync(first);
        await ReadAsync(second);
        _read.Clear();

        await ReadAsync(first, second);

        Assert.Equal([first], _read);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_left_to_the_reader()
    {
        string path = Path.Combine(_directory, "none");

        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(path));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Task<IReadOnlyDictionary<string, string>> ReadAsync(params string[] paths) => _memory.ReadAsync(
        paths,
        async unknown =>
        {
            _read.AddRange(unknown);
            Dictionary<string, string> texts = [];
            foreach (string path in unknown)
            {
                texts[path] = await File.ReadAllTextAsync(path);
            }

            return texts;
        });

    private string Write(string name, string text)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
