using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tarn.Tests.Storage.Versions;
using static Tarn.Tests.Protocols.Aws.S3.ModelRequests;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>What a bucket must hold, and requests that change it and compare what they answer with that.</summary>
internal sealed class StoreModel(S3Rig rig, Random random)
{
    private readonly VersionModel _model = new();
    private int _next;

    /// <summary>
    /// One request, or an end and a start of the server; null when all is as it must be, else what is wrong.
    /// </summary>
    public async Task<string?> StepAsync()
    {
        string key = PickKey();
        VersionSteps versions = new(rig, _model, random);
        return random.Next(20) switch
        {
            < 4 => await PutAsync(key),
            4 => await PutConditionallyAsync(key),
            5 => await GetAsync(key),
            6 => await GetRangeAsync(key),
            7 or 8 => await DeleteAsync(key),
            9 => await DeleteManyAsync(),
            10 => await CopyAsync(key, PickKey()),
            11 => await UploadAsync(key),
            12 => await versions.SetStatusAsync(),
            13 => await versions.GetAsync(key),
            14 => await versions.DeleteAsync(key),
            15 => await versions.CopyAsync(key, PickKey()),
            16 or 17 => await versions.ListAsync(),
            18 => Restart(),
            _ => await ListAsync(),
        };
    }

    private string? Restart()
    {
        // No server starts in the moment in which the one before it wrote.
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        rig.Restart();
        return null;
    }

    private async Task<string?> PutAsync(string key)
    {
        string content = NewContent();
        S3Answer answer = await rig.SendAsync("PUT", Path(key), content);
        _model.Put(key, VersionOf(answer), content);
        return Expect($"put {key}", (200, ETagOf(content)), (answer.Status, answer.Header("ETag")));
    }

    private async Task<string?> PutConditionallyAsync(string key)
    {
        string content = NewContent();
        string? old = _model.Current(key);
        bool isThere = old is not null;
        bool isReplacing = random.Next(2) == 0;
        (string Name, string Value) condition =
            isReplacing ? ("if-match", ETagOf(old ?? "none")) : ("if-none-match", "*");
        int expected = isReplacing ? (isThere ? 200 : 404) : isThere ? 412 : 200;
        S3Answer answer = await rig.SendAsync("PUT", Path(key), content, condition);
        if (expected == 200)
        {
            _model.Put(key, VersionOf(answer), content);
        }

        return Expect($"put {key} {condition.Name}", expected, answer.Status);
    }

    private async Task<string?> GetAsync(string key)
    {
        S3Answer answer = await rig.SendAsync("GET", Path(key));
        return _model.Current(key) is { } content
            ? Expect($"get {key}", (200, content, ETagOf(content)), (answer.Status, answer.Body, answer.Header("ETag")))
            : Expect($"get {key}", (404, "NoSuchKey"), (answer.Status, answer.Code));
    }

    private async Task<string?> GetRangeAsync(string key)
    {
        S3Answer answer = await rig.SendAsync("GET", Path(key), null, ("range", "bytes=1-3"));
        return _model.Current(key) is { } content
            ? Expect($"range of {key}", (206, content[1..4]), (answer.Status, answer.Body))
            : Expect($"range of {key}", 404, answer.Status);
    }

    private async Task<string?> DeleteAsync(string key)
    {
        S3Answer answer = await rig.SendAsync("DELETE", Path(key));
        _model.Delete(key, VersionOf(answer));
        return Expect($"delete {key}", 204, answer.Status);
    }

    private async Task<string?> DeleteManyAsync()
    {
        string[] keys = [.. Enumerable.Range(0, 3).Select(_ => PickKey()).Distinct()];
        string list = string.Concat(keys.Select(key => $"<Object><Key>{key}</Key></Object>"));
        S3Answer answer = await rig.SendAsync("POST", "?delete", $"<Delete>{list}</Delete>");
        IReadOnlyList<string> markers = answer.Values("DeleteMarkerVersionId");
        for (int i = 0; i < keys.Length; i++)
        {
            _model.Delete(keys[i], markers.ElementAtOrDefault(i));
        }

        return Expect("delete many", (200, keys.Length), (answer.Status, answer.Values("Deleted").Count));
    }

    private async Task<string?> CopyAsync(string from, string to)
    {
        S3Answer answer = await rig.SendAsync(
            "PUT", Path(to), null, ("x-amz-copy-source", $"/{S3Rig.Bucket}/{Path(from)}"));
        if (_model.Current(from) is not { } content)
        {
            return Expect($"copy {from}", 404, answer.Status);
        }

        if (from == to)
        {
            return Expect($"copy {from} to itself", 400, answer.Status);
        }

        _model.Put(to, VersionOf(answer), content);
        return Expect($"copy {from} to {to}", 200, answer.Status);
    }

    private async Task<string?> UploadAsync(string key)
    {
        string content = NewContent();
        S3Answer started = await rig.SendAsync("POST", Path(key) + "?uploads");
        string id = started.Values("UploadId")[0];
        S3Answer part = await rig.SendAsync("PUT", $"{Path(key)}?partNumber=1&uploadId={id}", content);
        if (random.Next(3) == 0)
        {
            S3Answer aborted = await rig.SendAsync("DELETE", $"{Path(key)}?uploadId={id}");
            return Expect($"abort {key}", 204, aborted.Status);
        }

        S3Answer finished = await rig.SendAsync(
            "POST",
            $"{Path(key)}?uploadId={id}",
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>"
            + $"<ETag>{part.Header("ETag")}</ETag></Part></CompleteMultipartUpload>");

        // The ETag of an upload is another one; a copy onto itself makes it that of the content.
        S3Answer copied = await rig.SendAsync(
            "PUT",
            Path(key),
            null,
            ("x-amz-copy-source", $"/{S3Rig.Bucket}/{Path(key)}"),
            ("x-amz-metadata-directive", "REPLACE"));
        if (VersionOf(finished) is { } first && first != VersionOf(copied))
        {
            await rig.SendAsync("DELETE", $"{Path(key)}?versionId={first}");
        }

        _model.Put(key, VersionOf(copied), content);
        return Expect($"upload {key}", (200, 200), (finished.Status, copied.Status));
    }

    private async Task<string?> ListAsync()
    {
        string prefix = random.Next(3) switch { 0 => "", 1 => "a", _ => "b/" };
        int pageMax = random.Next(1, 6);
        List<string> listed = [];
        string? token = null;
        do
        {
            string query = $"?list-type=2&encoding-type=url&prefix={Path(prefix)}&max-keys={pageMax}"
                + (token is null ? "" : $"&continuation-token={Uri.EscapeDataString(token)}");
            S3Answer page = await rig.SendAsync("GET", query);
            listed.AddRange(page.Values("Key").Select(Uri.UnescapeDataString));
            token = page.Values("NextContinuationToken") is [var next] ? next : null;
        }
        while (token is not null);

        return Expect(
            $"list {prefix}",
            string.Join('\n', _model.Keys.Where(key =>
                key.StartsWith(prefix, StringComparison.Ordinal) && _model.Current(key) is not null)),
            string.Join('\n', listed));
    }

    private string NewContent() => string.Create(CultureInfo.InvariantCulture, $"content {_next++}");

    private string PickKey() => Keys[random.Next(Keys.Length)];

#pragma warning disable CA5351 // S3's ETags are MD5; nothing rests on its strength
    private static string ETagOf(string content) =>
        $"\"{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(content)))}\"";
#pragma warning restore CA5351
}
