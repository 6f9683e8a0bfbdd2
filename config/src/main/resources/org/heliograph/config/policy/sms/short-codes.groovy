// One short code, several applications: the first word says which.
Decision routing(Sms sms) {
    if (sms.to != '2345') return accept()
    switch (sms.text.tokenize(' ').find { true }?.toUpperCase()) {
        case 'VOTE': return route('esme:votes')
        case ['NEWS', 'SPORT']: return route('esme:news')
        default: return refuse('no-such-word')
    }
}
