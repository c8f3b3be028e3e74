using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Tests.Http;

public sealed class ErrorTranslationTests
{
    private const string Inside = "password=swordfish; path=/var/lib/store";

    public static readonly TheoryData<Exception, int, string> Faults = new()
    {
        { new InvalidOperationException(Inside), 500, """{"message":"Internal Server Error","error":"InternalServerError"}""" },
        { new KeyNotFoundException(Inside), 500, """{"message":"Internal Server Error","error":"InternalServerError"}""" },
        { new IOException(Inside), 503, """{"message":"The store cannot answer now.","error":"ServiceUnavailableError"}""" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_InsideTheServer_IsAFixedSentence(Exception fault, int status, string body)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Response = { Body = answer } };

        await ErrorTranslation.Around(_ => throw fault)(context);

        Assert.Equal((status, body), (context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(answer.ToArray())));
    }
}
